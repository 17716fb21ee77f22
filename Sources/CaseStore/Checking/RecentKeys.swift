/// Keys that came by lately; small enough to stay in the nearest cache.
struct RecentKeys {
    private var slots = [UInt64](repeating: 0, count: 1024)

    @inline(__always)
    func contains(_ key: UInt64) -> Bool { slots[Int(truncatingIfNeeded: key &>> 24) & 1023] == key }

    @inline(__always)
    mutating func insert(_ key: UInt64) { slots[Int(truncatingIfNeeded: key &>> 24) & 1023] = key }
}
