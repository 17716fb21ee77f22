import CaseFiles
import CaseModel
import Glibc

/// Tells what came of a run: to whoever monitors the repository, and to whoever the job names.
struct Telling {
    let job: Job
    let layout: RepositoryLayout
    let report: RunReport

    init(_ job: Job, _ layout: RepositoryLayout, _ report: RunReport) {
        self.job = job
        self.layout = layout
        self.report = report
    }

    /// How many reports of runs are kept.
    private static let reportCount = 400

    // MARK: Files

    /// Writes the run's report, the repository's and its channels' health, and the numbers for Prometheus. Where one
    /// cannot be written, the others are.
    func write(_ channels: [ChannelLayout], problem: (String) -> Void) {
        func attempt(_ body: () throws -> Void) {
            do { try body() } catch { problem("\(error)") }
        }
        let health = Health(layout, job: job, report: report)
        attempt {
            try makeDirectories(layout.runs)
            try replaceFile(report.json.pretty(), at: "\(layout.runs)/\(report.run).json")
        }
        attempt { try replaceFile(health.json.pretty(), at: layout.health) }
        for channel in channels where isThere(channel.current) {
            attempt { try replaceFile(health.published.pretty(), at: channel.health) }
        }
        let metrics = Metrics(health: health, report: report).text
        attempt { try replaceFile(Array(metrics.utf8), at: layout.metrics) }
        if let path = job.metrics { attempt { try replaceFile(Array(metrics.utf8), at: path) } }
        let reports = ((try? directoryNames(layout.runs)) ?? []).filter { $0.hasSuffix(".json") }
        for name in reports.dropLast(Self.reportCount) { unlink("\(layout.runs)/\(name)") }
    }

    // MARK: Commands

    /// Runs the command for success or failure, with the report on its standard input.
    func notify(problem: (String) -> Void) {
        ServiceManager.tell(report.isGood ? "STATUS=\(report.message)\nSTOPPING=1" : "STATUS=\(report.message)")
        let words = report.isGood ? job.notification.success : job.notification.failure
        guard !words.isEmpty else { return }
        let environment = [
            "CASEEXPORT_RESULT=\(report.result.rawValue)", "CASEEXPORT_RUN=\(report.run)",
            "CASEEXPORT_REPOSITORY=\(report.repository)", "CASEEXPORT_MESSAGE=\(visible(report.message, limit: 4000))",
        ]
        do {
            let status = try runCommand(
                words, environment: environment, input: report.json.pretty(), timeout: job.notification.timeout.seconds)
            if status != 0 { problem("the command \(words[0]) ended with \(status)") }
        } catch {
            problem("\(error)")
        }
    }
}

/// The manager of a systemd service, where the run is one: sd_notify(3).
enum ServiceManager {
    /// - Parameter message: lines of `NAME=value`.
    static func tell(_ message: String) {
        guard let name = getenv("NOTIFY_SOCKET").map({ String(cString: $0) }), !name.isEmpty else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path), bytes[0] == 0x2F || bytes[0] == 0x40 else {
            return
        }
        // A name in the abstract namespace begins with a zero.
        if bytes[0] == 0x40 { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path)! + bytes.count)
        let lines = Array(
            message.split(separator: "\n").map { visible(String($0), limit: 2000) }.joined(separator: "\n").utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                lines.withUnsafeBytes {
                    sendto(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL), address, length)
                }
            }
        }
    }
}
