/// A reader of CSV straight from the grammar of RFC 4180, section 2, with UTF-8 for TEXTDATA as section 3 allows: CRLF
/// behind every record, a quote only at the ends of a cell or twice inside one. It accepts nothing else.
package enum StrictCSV {
    package struct Fault: Error, Equatable {
        package let offset: Int
        package let message: String
    }

    package static func records(_ bytes: [UInt8], delimiter: UInt8 = 0x2C) throws(Fault) -> [[[UInt8]]] {
        var records: [[[UInt8]]] = []
        var record: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            var cell: [UInt8] = []
            if bytes[position] == 0x22 {
                position += 1
                while true {
                    guard position < bytes.count else { throw Fault(offset: position, message: "unclosed quote") }
                    if bytes[position] != 0x22 {
                        cell.append(bytes[position])
                        position += 1
                    } else if position + 1 < bytes.count, bytes[position + 1] == 0x22 {
                        cell.append(0x22)
                        position += 2
                    } else {
                        position += 1
                        break
                    }
                }
            } else {
                while position < bytes.count, ![delimiter, 0x22, 0x0D, 0x0A].contains(bytes[position]) {
                    cell.append(bytes[position])
                    position += 1
                }
            }
            record.append(cell)
            guard position < bytes.count else { throw Fault(offset: position, message: "no CRLF at the end") }
            if bytes[position] == delimiter {
                position += 1
                // A delimiter right before the record's end leaves an empty cell behind it.
                guard position < bytes.count else { throw Fault(offset: position, message: "no CRLF at the end") }
                continue
            }
            guard bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A else {
                throw Fault(offset: position, message: "expected a delimiter or CRLF")
            }
            position += 2
            records.append(record)
            record = []
        }
        return records
    }

    /// Records as text; bytes that are not UTF-8 are a fault.
    package static func texts(_ bytes: [UInt8], delimiter: UInt8 = 0x2C) throws(Fault) -> [[String]] {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(offset: 0, message: "not UTF-8") }
        return try records(bytes, delimiter: delimiter).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
}
