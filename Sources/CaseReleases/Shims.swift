import CaseModel
import CasePackages
enum VersionsDocument {
    static func releases(in bytes: [UInt8]) throws -> [ReleaseRecord] { [] }
    static func record(in bytes: [UInt8]) throws -> ReleaseRecord { fatalError() }
    static func release(_ record: ReleaseRecord) -> [UInt8] { [] }
}
extension Catalogue {
    func documents() -> [(name: String, bytes: [UInt8])] { [] }
}
struct ReleaseComparison {
    init?(from: String, to: String) throws { return nil }
    func write(to folder: String, from a: String, to b: String) throws -> [ReleaseRecord.TableChange] { [] }
}
