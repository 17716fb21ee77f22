import CaseArchive

/// The folders of a tree: what is in each of them, whether or not the tree has a member for the folder itself.
struct PackageFolders {
    let tree: PackageTree
    /// Numbers of the package's members, by the bytes of their paths, so that what is in a folder is one run.
    private let order: [UInt32]
    /// The place of each member in that order, by its number; `UInt32.max` outside of the package.
    private let rank: [UInt32]
    /// Whether folders have members of their own: an archive may have files only.
    let hasFolders: Bool

    /// A folder, and which run of the order is in it.
    struct Folder {
        /// With a slash behind it; empty for the tree itself.
        let path: [UInt8]
        let run: Range<Int>
    }

    /// What is right in a folder.
    struct Child {
        let name: ArraySlice<UInt8>
        /// Of its own member; nil for a folder that has none.
        var number: Int?
        let kind: ArchiveMember.Kind
        var folder: Folder?
    }

    init(_ tree: PackageTree) {
        self.tree = tree
        var order = (0..<UInt32(tree.count)).filter { tree.inner(Int($0)) != nil }
        var isSorted = true
        for index in order.indices.dropFirst() where isSorted {
            isSorted = tree.paths[Int(order[index - 1])].lexicographicallyPrecedes(tree.paths[Int(order[index])])
        }
        if !isSorted {
            order.sort { tree.paths[Int($0)].lexicographicallyPrecedes(tree.paths[Int($1)]) }
        }
        var rank = [UInt32](repeating: .max, count: tree.count)
        for (place, number) in order.enumerated() { rank[Int(number)] = UInt32(place) }
        self.order = order
        self.rank = rank
        hasFolders = tree.container == .directory || order.contains { tree.kind(Int($0)) == .directory }
    }

    /// The package's own folder.
    var root: Folder { Folder(path: tree.root, run: 0..<order.count) }

    /// The folder of a path in the tree; nil where there is none.
    ///
    /// - Parameter path: with a slash behind it.
    func folder(_ path: [UInt8]) -> Folder? {
        let first = start(of: path, from: 0, to: order.count)
        let last = end(of: path, from: first, to: order.count)
        let isThere = tree.paths.number(of: Array(path.dropLast())).map { tree.kind($0) == .directory } ?? false
        return first < last || isThere ? Folder(path: path, run: first..<last) : nil
    }

    /// The number of the member at a place of the order.
    func number(at place: Int) -> Int { Int(order[place]) }

    /// The place of a member in the order.
    func place(_ number: Int) -> Int { Int(rank[number]) }

    /// Numbers of everything in a folder, at any depth.
    func members(in folder: Folder) -> some RandomAccessCollection<Int> { order[folder.run].lazy.map(Int.init) }

    /// Everything right in a folder, by name.
    func children(of folder: Folder) -> [Child] {
        var children: [Child] = []
        var places = PathTable()
        var place = folder.run.lowerBound
        while place < folder.run.upperBound {
            let number = Int(order[place])
            let rest = tree.paths[number].dropFirst(folder.path.count)
            guard let slash = rest.firstIndex(of: 0x2F) else {
                let kind = tree.kind(number)
                let inner = kind == .directory ? Folder(path: folder.path + rest + [0x2F], run: place..<place) : nil
                _ = places.insert(Array(rest))
                children.append(Child(name: rest, number: number, kind: kind, folder: inner))
                place += 1
                continue
            }
            let name = rest[..<slash]
            let path = folder.path + name + [0x2F]
            let run = place..<end(of: path, from: place, to: folder.run.upperBound)
            let inner = Folder(path: path, run: run)
            if let (index, isNew) = places.insert(Array(name)) {
                if isNew {
                    children.append(Child(name: name, number: nil, kind: .directory, folder: inner))
                } else {
                    // What is a file and a folder is reported where the tree is listed.
                    children[index].folder = inner
                }
            }
            place = run.upperBound
        }
        return children
    }

    /// Whether anything is in a folder that has a member of its own.
    func isEmpty(_ number: Int, in folder: Folder) -> Bool {
        let path = Array(tree.paths[number]) + [0x2F]
        let first = start(of: path, from: place(number) + 1, to: folder.run.upperBound)
        return first == folder.run.upperBound || !tree.paths[Int(order[first])].starts(with: path)
    }

    /// The first place whose path is not before one.
    private func start(of path: [UInt8], from: Int, to: Int) -> Int {
        partition(from, to) { !self.tree.paths[Int(self.order[$0])].lexicographicallyPrecedes(path) }
    }

    /// The first place behind what begins with a path.
    private func end(of path: [UInt8], from: Int, to: Int) -> Int {
        partition(from, to) { place in
            let other = self.tree.paths[Int(self.order[place])]
            return !other.starts(with: path) && path.lexicographicallyPrecedes(other)
        }
    }

    /// The first place from which on something holds.
    private func partition(_ from: Int, _ to: Int, _ holds: (Int) -> Bool) -> Int {
        var (low, high) = (from, to)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
