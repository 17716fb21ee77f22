import CaseFiles

/// The tool's own version (Semantic Versioning 2.0).
public let caseexportVersion = "0.1.0"

/// Makes the process one for this work alone: SIGINT, SIGTERM and SIGHUP end work at the next batch, with nothing left
/// behind, and freed memory is kept. For command line tools; a library's user decides about both.
public func prepareProcess() {
    Interruption.install()
    keepFreedMemory()
}
