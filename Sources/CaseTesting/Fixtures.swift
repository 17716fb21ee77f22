import Foundation

/// The folder `Tests/Fixtures`.
package enum Fixtures {
    package static let path: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.appendingPathComponent("Tests/Fixtures").path
    }()

    package static func path(_ name: String) -> String { path + "/" + name }
}
