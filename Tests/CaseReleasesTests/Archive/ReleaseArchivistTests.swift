import CaseArchive
import CaseDisclosure
import CaseModel
import CasePackages
import CaseReleases
import CaseTesting
import Foundation
import Testing

/// Ten releases of a dataset, one row in a hundred changed between two of them: every one can be had again, and together
/// they take little more than one.
@Suite struct ReleaseArchivistTests {
    @Test func tenReleases() async throws {
        var dataset = RandomDataset(seed: 11, rowsPerTable: 500)
        var repository = try SampleRepository()
        var first = 0
        for number in 1...10 {
            try await repository.add(dataset, .all)
            if number == 1 { first = repository.byteCount }
            dataset = dataset.changed(oneIn: 100, seed: UInt64(number))
        }
        let share = Double(repository.byteCount) / Double(first)
        print("ten releases: \(repository.byteCount) bytes, \(share) times one release of \(first)")
        #expect(share <= 3)

        var options = VerificationOptions()
        options.threads = 2
        let outcome = try await verify(repository.layout.storageRoot, options)
        #expect(outcome.findings.isEmpty, "\(outcome.findings.findings.map { "\($0.code.name) \($0.place)" })")
        #expect(outcome.kinds.first?.hasPrefix("OCFL storage root") == true, "\(outcome.kinds)")

        for (id, archive) in repository.releases {
            let output = repository.scratch("restored-\(id)")
            let restored = try restore(repository.path, release: id, profile: nil, to: output)
            let files = try SampleRepository.files(ofArchive: archive)
            #expect(restored.fileCount == files.count)
            #expect(Set(SampleRepository.files(in: output).map(\.path)) == Set(files.keys))
            for (path, bytes) in files {
                let same = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(output)/\(path)"))) == bytes
                #expect(same, "\(path) of \(id)")
            }
        }
    }
}
