import CaseModel

/// What is wrong with a document, where in it: all are counted, and of each code the first are kept.
struct OCFLProblems {
    /// How many problems of one code are listed.
    private static let limit = 100

    private(set) var listed: [Problem] = []
    private(set) var counts: [FindingCode: Int] = [:]

    /// What is wrong, at which byte of the document.
    struct Problem {
        let code: FindingCode
        let message: String
        let offset: Int?
        let found: String?
    }

    var isEmpty: Bool { counts.isEmpty }

    /// - Parameter offset: of the byte behind which it is; nil where it is about the document as a whole.
    mutating func append(
        _ code: FindingCode, at offset: Int?, _ message: @autoclosure () -> String, found: String? = nil
    ) {
        let count = counts[code, default: 0]
        if count < Self.limit {
            listed.append(Problem(code: code, message: message(), offset: offset, found: found))
        }
        counts[code] = count + 1
    }

    /// Reports them as findings of a file.
    ///
    /// - Parameter bytes: the document, in which lines are counted.
    func report(_ path: ArraySlice<UInt8>, _ bytes: [UInt8], to findings: inout FindingList) {
        var line = 1
        var done = 0
        var lines: [Int: Int] = [:]
        for offset in listed.compactMap(\.offset).sorted() {
            let end = min(offset, bytes.count)
            while done < end {
                if bytes[done] == 0x0A { line += 1 }
                done += 1
            }
            lines[offset] = line
        }
        for problem in listed {
            let place = Place(member: path, line: problem.offset.flatMap { lines[$0] })
            findings.append(Finding(problem.code, at: place, problem.message, found: problem.found))
        }
        for (code, count) in counts {
            let more = count - listed.count { $0.code == code }
            if more > 0 { findings.count(code, more) }
        }
    }
}
