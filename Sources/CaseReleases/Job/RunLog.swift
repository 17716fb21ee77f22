import CaseFiles
import CaseModel
import Glibc

/// Something that happened in a run, for the log.
package struct RunEvent: Sendable {
    package enum Level: String, Sendable { case info, warning, error }

    package let time: String
    package let level: Level
    package let run: String
    /// What sort of thing it is: `released`, `refused`.
    package let name: String
    package let message: String
    /// What else is to be said, by name.
    package let values: [(String, String)]

    /// One line for people and for the journal: `time=… level=info run=… event=released profile=public msg="…"`.
    package var line: String {
        var words = ["time=\(time)", "level=\(level.rawValue)", "run=\(run)", "event=\(name)"]
        words += values.map { "\($0)=\(Self.quoted($1))" }
        words.append("msg=\(Self.quoted(message))")
        return words.joined(separator: " ")
    }

    private static func quoted(_ text: String) -> String {
        let text = visible(text, limit: 4000)
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 < 0x7F }
        if isPlain { return text }
        return "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }

    var json: JSON {
        .object(
            [
                .init(key: "time", value: .string(time)), .init(key: "level", value: .string(level.rawValue)),
                .init(key: "run", value: .string(run)), .init(key: "event", value: .string(name)),
            ] + values.map { .init(key: $0, value: .string($1)) } + [.init(key: "message", value: .string(message))])
    }
}

/// Writes what happens in a run: to whoever listens, and as lines of JSON to the repository's log.
final class RunLog {
    private let run: String
    private let time: () -> Int
    private let listener: (RunEvent) -> Void
    private var file: CInt = -1

    init(run: String, time: @escaping () -> Int, listener: @escaping (RunEvent) -> Void) {
        self.run = run
        self.time = time
        self.listener = listener
    }

    /// From here on, events are in the file too. One that cannot be written is no reason to stop.
    func open(_ path: String) {
        file = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644)
    }

    func note(_ level: RunEvent.Level, _ name: String, _ message: String, _ values: [(String, String)] = []) {
        let event = RunEvent(
            time: Instants.text(time()), level: level, run: run, name: name, message: message, values: values)
        listener(event)
        guard file >= 0 else { return }
        let line = event.json.compact() + [0x0A]
        // One write: lines of two processes do not mix.
        _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }

    deinit { if file >= 0 { close(file) } }
}
