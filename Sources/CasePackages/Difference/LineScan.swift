import CaseBytes
import Glibc

/// How many lines end in a run of bytes.
func lineFeedCount(_ start: UnsafePointer<UInt8>, count: Int) -> Int {
    let feed = ByteVector(repeating: 0x0A)
    var (total, offset) = (0, 0)
    while offset &+ 16 <= count {
        let words = equalLanes(loadVector(start, offset), feed)
        // Eight bits of a lane that is set.
        total &+= words.x.nonzeroBitCount &+ words.y.nonzeroBitCount
        offset &+= 16
    }
    total &>>= 3
    while offset < count {
        if start[offset] == 0x0A { total &+= 1 }
        offset &+= 1
    }
    return total
}

/// How many bytes at the front of two runs are the same.
func commonPrefix(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int) -> Int {
    let block = 4096
    var offset = 0
    while offset &+ block <= count, memcmp(a + offset, b + offset, block) == 0 { offset &+= block }
    let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
    while offset &+ 8 <= count {
        let difference =
            left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if difference != 0 { return offset &+ difference.trailingZeroBitCount &>> 3 }
        offset &+= 8
    }
    while offset < count, a[offset] == b[offset] { offset &+= 1 }
    return offset
}

/// Where the last line feed of a run of bytes is; nil where there is none.
func lastLineFeed(_ start: UnsafePointer<UInt8>, count: Int) -> Int? {
    var offset = count
    while offset > 0 {
        offset &-= 1
        if start[offset] == 0x0A { return offset }
    }
    return nil
}
