import CaseBytes
import Glibc

/// The directory that a path is in, and its last name; nil where there is no such name.
package func splitPath(_ path: String) -> (parent: String, name: String)? {
    let bytes = Array(path.utf8)
    let cut = bytes.lastIndex(of: 0x2F)
    let name = String(decoding: cut.map { bytes[($0 + 1)...] } ?? bytes[...], as: UTF8.self)
    guard !name.isEmpty, name != ".", name != ".." else { return nil }
    guard let cut else { return (".", name) }
    return (cut == 0 ? "/" : String(decoding: bytes[..<cut], as: UTF8.self), name)
}

/// The names in a directory, without `.` and `..`, in the order of their bytes.
package func directoryNames(_ path: String) throws(FileProblem) -> [String] {
    guard let directory = opendir(path) else { throw FileProblem(.noInput, "list", path, errno: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
}

/// Removes a directory and everything in it, or whatever else is there, without following links. What cannot be
/// removed stays.
package func removeTree(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
        unlink(path)
        return
    }
    for name in (try? directoryNames(path)) ?? [] { removeTree(path + "/" + name) }
    rmdir(path)
}

/// Makes a directory below one that is there, and those between.
package func makeDirectories(_ path: String) throws(FileProblem) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let (parent, _) = splitPath(path), parent != path else {
        throw FileProblem(.cannotWrite, "make the directory", path, errno: errno)
    }
    try makeDirectories(parent)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw FileProblem(.cannotWrite, "make the directory", path, errno: errno)
    }
}

/// Reads a small file whole.
///
/// - Parameter limit: how many bytes it may have.
package func readFile(_ path: String, limit: Int = 64 << 20) throws(FileProblem) -> [UInt8] {
    try Descriptor.reading(path).whole(limit: limit)
}

/// Reads a small file whole that is below a directory, following no link on the way.
///
/// - Parameter limit: how many bytes it may have.
package func readFile(_ path: String, below directory: String, limit: Int) throws(FileProblem) -> [UInt8] {
    try Descriptor.reading(path, below: directory).whole(limit: limit)
}

extension Descriptor {
    fileprivate func whole(limit: Int) throws(FileProblem) -> [UInt8] {
        let size = try byteCount()
        guard size <= limit else {
            throw FileProblem(.noInput, "read", path, detail: "it has \(size) bytes, and \(limit) are the limit")
        }
        var problem: FileProblem?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do throws(FileProblem) {
                if size > 0 { try read(into: buffer.baseAddress!, count: size, at: 0) }
                count = size
            } catch {
                problem = error
                count = 0
            }
        }
        if let problem { throw problem }
        return bytes
    }
}

/// Writes a small file whole, which must not be there yet.
package func writeFile(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    let file = try Descriptor.creating(path)
    var problem: FileProblem?
    bytes.withUnsafeBytes { bytes in
        do throws(FileProblem) { try file.write(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
}

/// Whether there is a file, a directory or anything else of this name.
package func fileType(_ path: String) -> FileType? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
}

package enum FileType: Sendable { case file, directory, other }

/// The paths of all files below a directory, relative to it; links are files here.
func filePaths(below directory: String) -> [String] {
    ((try? directoryNames(directory)) ?? []).flatMap { name in
        var status = stat()
        guard lstat(directory + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [name] }
        return filePaths(below: directory + "/" + name).map { name + "/" + $0 }
    }
}

/// Whether there is anything of this name, a link that leads nowhere included: opening it says what is wrong with it.
package func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

/// Whether a path names a plain file, and not a link to one.
package func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// Copies a directory of plain files and directories; links and everything else are left out.
///
/// - Throws: `FileProblem`, also where the directory itself is a link.
package func copyTree(_ source: String, to target: String) throws(FileProblem) {
    var status = stat()
    guard lstat(source, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else {
        throw FileProblem(.noInput, "copy", source, detail: "it is a symbolic link")
    }
    try makeDirectories(target)
    for name in try directoryNames(source) {
        let (from, to) = (source + "/" + name, target + "/" + name)
        var status = stat()
        guard lstat(from, &status) == 0 else { throw FileProblem(.noInput, "inspect", from, errno: errno) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try copyTree(from, to: to)
        case S_IFREG: try copyFile(from, to: to)
        default: continue
        }
    }
}

private func copyFile(_ source: String, to target: String) throws(FileProblem) {
    let input = try Descriptor.reading(source)
    var output = try PartFile(creating: target, digests: [])
    let buffer = ByteBuffer(capacity: 1 << 18)
    while true {
        let length = try input.read(into: buffer.base, count: buffer.capacity)
        if length == 0 {
            _ = try output.finish()
            return
        }
        try output.write(UnsafeRawBufferPointer(start: buffer.base, count: length))
    }
}

/// Whether a file or directory that is there is somewhere below a directory, links followed.
package func isInside(_ path: String, _ directory: String) -> Bool { relativePath(of: path, below: directory) != nil }

/// The path of a file or directory that is there from a directory that it is below, links followed; nil where it is not.
package func relativePath(of path: String, below directory: String) -> String? {
    guard let inner = realpath(path, nil) else { return nil }
    defer { free(inner) }
    guard let outer = realpath(directory, nil) else { return nil }
    defer { free(outer) }
    let (text, prefix) = (String(cString: inner), String(cString: outer))
    let folder = prefix == "/" ? prefix : prefix + "/"
    guard text.utf8.starts(with: folder.utf8) else { return nil }
    return String(decoding: text.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
}

/// Removes a file, where there is one.
package func removeFile(_ path: String) throws(FileProblem) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileProblem(.cannotWrite, "remove", path, errno: errno) }
}

/// Writes a small file whole, which is not there yet or is empty.
package func fillFile(_ bytes: [UInt8], at path: String) throws(FileProblem) {
    let file = try Descriptor.filling(path)
    var problem: FileProblem?
    bytes.withUnsafeBytes { bytes in
        do throws(FileProblem) { try file.write(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
}

/// Puts a directory's names on disk, as far as the file system does that.
func syncDirectory(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
}
