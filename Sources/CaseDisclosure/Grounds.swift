/// Why things are left out, numbered so that a number stands for each.
struct Grounds: Sendable {
    /// It cannot be understood without something that is left out.
    static let dependency = 0
    /// Its own `access` says so.
    static let accessLevel = 1
    /// What the report says where there are more codes than numbers.
    private static let others = 2
    private static let limit = 4000

    private(set) var codes = ["dependency", "access-level", "other"]
    private var numbers: [String: Int] = [:]

    /// The number of a code of the scheme `access-ground`.
    mutating func number(of code: String) -> Int {
        if let number = numbers[code] { return number }
        guard codes.count < Self.limit, !code.isEmpty else { return Self.others }
        numbers[code] = codes.count
        codes.append(code)
        return codes.count - 1
    }
}
