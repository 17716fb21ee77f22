/// Labels that are issued on trial, `b0`, `b1` … (RDFC-1.0, section 4.5, Issue Identifier Algorithm).
struct LabelIssuer {
    /// The nodes in the order of issuing.
    private(set) var order: [Int32] = []
    private var numbers: [Int32: Int] = [:]

    func number(of node: Int32) -> Int? { numbers[node] }

    /// Issues a number where there is none.
    @discardableResult
    mutating func issue(_ node: Int32) -> Int {
        if let known = numbers[node] { return known }
        numbers[node] = order.count
        order.append(node)
        return order.count - 1
    }
}

extension Canonicalizer {
    /// Hash N-Degree Quads (section 4.8).
    func hashNDegree(
        _ node: Int32, issuer given: LabelIssuer, depth: Int
    ) throws -> (hash: [UInt8], issuer: LabelIssuer) {
        var issuer = given
        var data: [UInt8] = []
        let related = try relatedNodes(of: node, issuer: issuer, isNested: depth > 0)
        for (hash, nodes) in related.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            data += hash
            let best = try bestPath(nodes, issuer: issuer, depth: depth)
            data += best.path
            issuer = best.issuer
        }
        return (digest(data), issuer)
    }

    /// Step 3: the blank nodes beside a node, by their hashes; one that is so twice stands there twice.
    private func relatedNodes(
        of node: Int32, issuer: LabelIssuer, isNested: Bool
    ) throws -> [[UInt8]: [Int32]] {
        var related: [[UInt8]: [Int32]] = [:]
        let quads = quads(mentioning: node)
        if isNested { try countSteps(quads.count) }
        for quad in quads {
            for (index, position) in [(0, UInt8(ascii: "s")), (2, UInt8(ascii: "o")), (3, UInt8(ascii: "g"))] {
                let other = quad.parts[index].node
                guard other >= 0, other != node else { continue }
                related[hashRelated(other, in: quad, issuer: issuer, position: position), default: []].append(other)
            }
        }
        return related
    }

    /// Hash Related Blank Node (section 4.7).
    private func hashRelated(
        _ node: Int32, in quad: BlankNodeQuad, issuer: LabelIssuer, position: UInt8
    ) -> [UInt8] {
        var input = [position]
        if position != UInt8(ascii: "g") { input += graph.bytes(of: quad.parts[1], in: quad) }
        if let label = knownLabel(of: node, issuer: issuer) { input += label } else { input += firstHashes[Int(node)] }
        return digest(input)
    }

    /// `_:c14n0` or `_:b0`; nil where neither is issued.
    private func knownLabel(of node: Int32, issuer: LabelIssuer) -> [UInt8]? {
        if canonical[Int(node)] >= 0 { return Array("_:c14n\(canonical[Int(node)])".utf8) }
        return issuer.number(of: node).map(Self.label)
    }

    private static func label(_ number: Int) -> [UInt8] { Array("_:b\(number)".utf8) }

    /// Steps 5.2 to 5.4: the least path of all orders of the nodes. Orders that differ only in equal nodes are one.
    private func bestPath(
        _ nodes: [Int32], issuer: LabelIssuer, depth: Int
    ) throws -> (path: [UInt8], issuer: LabelIssuer) {
        var order = nodes.sorted()
        var best: (path: [UInt8], issuer: LabelIssuer)?
        repeat {
            try countSteps(depth > 0 || best != nil ? order.count + issuer.order.count : 0)
            if let found = try path(order, issuer: issuer, below: best?.path, depth: depth) { best = found }
        } while nextPermutation(&order)
        return best ?? ([], issuer)
    }

    /// Steps 5.4.1 to 5.4.6: the path of one order; nil as soon as it cannot be below the best one so far.
    private func path(
        _ order: [Int32], issuer given: LabelIssuer, below best: [UInt8]?, depth: Int
    ) throws -> (path: [UInt8], issuer: LabelIssuer)? {
        var issuer = given
        var path: [UInt8] = []
        var nested: [Int32] = []
        func isWorse() -> Bool {
            guard let best, path.count >= best.count else { return false }
            return best.lexicographicallyPrecedes(path)
        }
        for node in order {
            if let label = knownLabel(of: node, issuer: issuer) {
                path += label
            } else {
                nested.append(node)
                path += Self.label(issuer.issue(node))
            }
            if isWorse() { return nil }
        }
        for node in nested {
            try countCall(depth: depth + 1)
            let result = try hashNDegree(node, issuer: issuer, depth: depth + 1)
            path += Self.label(issuer.issue(node))
            path.append(UInt8(ascii: "<"))
            path += result.hash
            path.append(UInt8(ascii: ">"))
            issuer = result.issuer
            if isWorse() { return nil }
        }
        if let best, !path.lexicographicallyPrecedes(best) { return nil }
        return (path, issuer)
    }
}

/// The next order of numbers in lexicographic order; false after the last. Equal numbers are not exchanged.
private func nextPermutation(_ numbers: inout [Int32]) -> Bool {
    guard let pivot = numbers.indices.dropLast().last(where: { numbers[$0] < numbers[$0 + 1] }) else { return false }
    guard let next = numbers.indices.last(where: { numbers[$0] > numbers[pivot] }) else { return false }
    numbers.swapAt(pivot, next)
    numbers[(pivot + 1)...].reverse()
    return true
}
