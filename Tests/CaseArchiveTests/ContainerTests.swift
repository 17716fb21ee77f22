import CaseArchive
import Testing

struct ContainerTests {
    @Test(arguments: [
        ("a.zip", Container.zip), ("A.ZIP", .zip), ("a.tar", .tar), ("a.tar.gz", .tarGzip), ("a.tgz", .tarGzip),
        ("a", .directory), ("a.zip.d", .directory), ("zip", .directory),
    ])
    func isKnownByTheName(_ path: String, _ container: Container) { #expect(Container(forOutput: path) == container) }
}
