import CasePackages
import Testing

struct ReleaseFactsTests {
    @Test func filesAreEqualByAllThatIsSaidOfThem() {
        let file = PackagedFile(
            path: "data/a", byteCount: 1, sha512: "0", mediaType: "text/plain", title: "A", role: .schema)
        var other = file
        #expect(file == other)
        other.rowCount = 1
        #expect(file != other)
    }
}
