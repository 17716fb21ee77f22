package import CaseDisclosure
import CaseFormats
import CasePackages
package import CaseReleases
package import CaseStore

extension BundlePlan {
    /// For a profile, with its formats.
    package init(_ profile: Profile) {
        self.init(
            profile: profile,
            formats: profile.formats.sorted().compactMap { name in
                FormatRegistry.all.first { $0.name == name }?.init(options: FormatOptions())
            }, tool: .init(name: "caseexport", version: "test", zlib: nil))
    }
}

extension Profile {
    /// Everything, in every format.
    package static let all = Profile(
        name: "all", title: "Tests", audience: "sealed", formats: FormatRegistry.all.map { $0.name })

    /// Everything, in one small format.
    package static let small = Profile(name: "small", title: "Tests", audience: "sealed", formats: ["csv"])
}

/// Bundles a dataset.
package func bundle(
    _ store: any DatasetStore, _ profile: Profile, to path: String, replacing replace: Bool = false, level: Int = 6,
    threads: Int = 2, rowLimit: Int? = nil
) async throws -> BundleResult {
    var plan = BundlePlan(profile)
    plan.level = level
    var options = RunOptions()
    options.threads = threads
    if let rowLimit { options.rowLimit = rowLimit }
    return try await bundle(
        try store.snapshot(), plan: plan, to: path, replacing: replace, options: options)
}
