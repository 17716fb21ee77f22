// swift-tools-version: 6.2
import PackageDescription

// libpq, where the trait PostgreSQL is enabled: only then is it compiled and linked.
let postgreSQL = Target.Dependency.target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"]))

// Imports point down only: each target may use the ones above it in this list (Scripts/layers checks it).
let package = Package(
    name: "caseexport",
    products: [
        .library(name: "CaseExport", targets: ["CaseExport"]),
        .executable(name: "caseexport", targets: ["caseexport"]),
    ],
    traits: [
        .trait(name: "PostgreSQL", description: "PostgreSQL databases as datasets; needs libpq."),
        .default(enabledTraits: ["PostgreSQL"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(name: "CaseBytes"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CaseModel", dependencies: ["CaseBytes"]),
        .target(name: "CSHA512"),
        .target(
            name: "CaseFiles",
            dependencies: ["CaseBytes", "CSHA512", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "CaseStore",
            dependencies: ["CaseBytes", "CaseModel", "CaseFiles", "CSQLite", postgreSQL]),
        .target(
            name: "CaseGraph",
            dependencies: ["CaseBytes", "CaseModel", "CLibXML2", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "CaseArchive", dependencies: ["CaseBytes", "CaseFiles", "CZlib"]),
        .target(name: "CaseDisclosure", dependencies: ["CaseBytes", "CaseModel"]),
        .target(name: "CaseFormats", dependencies: ["CaseBytes", "CaseModel", "CaseGraph"]),
        .target(
            name: "CasePackages",
            dependencies: ["CaseBytes", "CaseModel", "CaseFiles", "CaseArchive", "CaseDisclosure"]),
        .target(
            name: "CaseReleases",
            dependencies: [
                "CaseBytes", "CaseModel", "CaseFiles", "CaseStore", "CaseGraph", "CaseArchive", "CaseDisclosure",
                "CaseFormats", "CasePackages",
            ]),
        .target(
            name: "CaseExport",
            dependencies: [
                "CaseModel", "CaseFiles", "CaseStore", "CaseGraph", "CaseArchive", "CaseDisclosure", "CaseFormats",
                "CasePackages", "CaseReleases",
            ]),
        .executableTarget(
            name: "caseexport",
            dependencies: [
                "CaseExport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "CaseTesting",
            dependencies: [
                "CaseBytes", "CaseModel", "CaseFiles", "CaseStore", "CaseGraph", "CaseArchive", "CaseDisclosure",
                "CaseFormats", "CasePackages", "CaseReleases", "CSQLite", "CLibXML2",
                "CZlib", postgreSQL,
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(name: "CaseBytesTests", dependencies: ["CaseBytes", "CaseTesting"]),
        .testTarget(name: "CaseModelTests", dependencies: ["CaseModel", "CaseBytes", "CaseTesting"]),
        .testTarget(name: "CaseFilesTests", dependencies: ["CaseFiles", "CaseTesting"]),
        .testTarget(
            name: "CaseStoreTests", dependencies: ["CaseStore", "CaseModel", "CaseBytes", "CaseFiles", "CaseTesting"]),
        .testTarget(name: "CaseGraphTests", dependencies: ["CaseGraph", "CaseModel", "CaseBytes", "CaseTesting"]),
        .testTarget(name: "CaseArchiveTests", dependencies: ["CaseArchive", "CaseBytes", "CaseFiles", "CaseTesting"]),
        .testTarget(
            name: "CaseDisclosureTests",
            dependencies: ["CaseDisclosure", "CaseModel", "CaseBytes", "CaseStore", "CaseTesting"]),
        .testTarget(
            name: "CasePackagesTests",
            dependencies: [
                "CasePackages", "CaseDisclosure", "CaseArchive", "CaseBytes", "CaseFiles", "CaseModel", "CaseTesting",
            ]),
        .testTarget(
            name: "CaseFormatsTests",
            dependencies: ["CaseFormats", "CaseGraph", "CaseModel", "CaseBytes", "CaseTesting"]),
        .testTarget(
            name: "CaseReleasesTests",
            dependencies: [
                "CaseReleases", "CaseFormats", "CasePackages", "CaseDisclosure", "CaseArchive", "CaseStore",
                "CaseBytes", "CaseModel", "CaseFiles", "CaseTesting", "caseexport",
            ]),
        .testTarget(
            name: "FuzzTests", dependencies: ["CaseTesting"], path: "Tests/Fuzz",
            exclude: ["CLibFuzzer", "Corpora", "Dictionaries", "Driver", "Regressions"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["CaseExport", "CaseModel", "CaseTesting", "caseexport"],
            exclude: ["Transcripts"]),
        .testTarget(
            name: "InteroperabilityTests",
            dependencies: [
                "CaseArchive", "CaseBytes", "CaseFiles", "CaseGraph", "CaseReleases", "CaseTesting", "caseexport",
            ],
            path: "Tests/Interoperability",
            exclude: [
                "check_archive.py", "check_channel.py", "check_csvw.py", "check_data_package.py", "check_graph.py",
                "check_jsonld.py", "check_log.py", "check_page.py", "check_rows.py",
                "check_shapes.py", "check_texts.py", "check_turtle.py", "conformance", "graph_from_csvw_functions.py",
                "graph_from_csvw_package.py", "graph_lines.py", "graph_readers.py", "hostile", "log",
                "network_closed.py",
                "packages",
                "requirements.txt", "schedule", "sources_not_repeated.py",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// What looks for bytes that break a reader, with libFuzzer: Scripts/fuzz builds it, with what it needs of the compiler.
if Context.environment["CASEEXPORT_FUZZ"] != nil {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "caseexport-fuzz", dependencies: ["CaseTesting", "CLibFuzzer"], path: "Tests/Fuzz/Driver"),
    ]
}

// One set of settings for all targets of ours.
for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
    if Context.environment["CI"] != nil { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
