import CaseReleases

/// The tool's own version (Semantic Versioning 2.0).
public let caseexportVersion = "0.1.0"

/// Lets SIGINT and SIGTERM end work at the next batch, with nothing left behind. For command line tools.
public func installInterruption() { Interruption.install() }
