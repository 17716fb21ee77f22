import CaseModel
struct ReleaseComparison {
    init?(from: String, to: String) throws { return nil }
    func write(to folder: String, from a: String, to b: String) throws -> [ReleaseRecord.TableChange] { [] }
}
