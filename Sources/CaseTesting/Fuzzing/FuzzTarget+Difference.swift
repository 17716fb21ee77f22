import CasePackages

extension FuzzTarget {
    /// A difference, and what it is to: the byte FF, which is in no text, stands between the two. Both are compared as
    /// texts too.
    static let difference = FuzzTarget("difference") { bytes in
        let parts = bytes.split(separator: 0xFF, maxSplits: 1, omittingEmptySubsequences: false).map { Array($0) }
        let (base, patch) = (parts[0], parts.count > 1 ? parts[1] : [])
        let result = outcome(patch, base)
        for limit in [1, 3, 16] {
            try require(
                outcome(patch, base, chunkLimit: limit) == result, "in pieces of \(limit) it leads to something else")
        }
        try checkDifference(from: base, to: patch)
        if case .success(let other) = result { try checkDifference(from: base, to: other) }
    }

    private static func outcome(
        _ patch: [UInt8], _ base: [UInt8], chunkLimit: Int = .max
    ) -> Result<[UInt8], PatchProblem> {
        Result { () throws(PatchProblem) in
            do {
                return try apply(patch, to: base, chunkLimit: chunkLimit)
            } catch {
                // Nothing else is thrown by what is in memory.
                guard let problem = error as? PatchProblem else { fatalError("\(error)") }
                throw problem
            }
        }
    }

    /// What is written of two texts leads from the one to the other.
    private static func checkDifference(from old: [UInt8], to new: [UInt8]) throws {
        let oldFile = try MemoryFile(old)
        let newFile = try MemoryFile(new)
        guard let written = try lineDifference(from: oldFile.path, to: newFile.path, digest: SampleRelease.sha512(old))
        else { return }
        try require(written.isEmpty == (old == new), "a difference is empty, or two equal texts have one")
        try requireEqual(try apply(written, to: old), new, "a difference leads to something else")
    }
}
