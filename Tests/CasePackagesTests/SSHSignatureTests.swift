import CaseBytes
import CaseFiles
import CasePackages
import Testing

/// The structure of signatures, read strictly.
@Suite struct SSHSignatureTests {
    /// The fields of a signature, each as it is put into it.
    private struct Fields {
        var magic = Array("SSHSIG".utf8)
        var version: UInt32 = 1
        var key = Fields.string("ssh-ed25519") + Fields.string([UInt8](repeating: 7, count: 32))
        var namespace = Array("caseexport".utf8)
        var reserved: [UInt8] = []
        var digest = "sha512"
        var signature = Fields.string("ssh-ed25519") + Fields.string([UInt8](repeating: 8, count: 64))
        var behind: [UInt8] = []

        var bytes: [UInt8] {
            var bytes = magic + withUnsafeBytes(of: version.bigEndian) { Array($0) }
            for field in [key, namespace, reserved, Array(digest.utf8), signature] { bytes += Self.string(field) }
            return bytes + behind
        }

        static func string(_ bytes: [UInt8]) -> [UInt8] {
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) } + bytes
        }

        static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }
    }

    private static func armored(_ bytes: [UInt8], width: Int = 70, end: String = "\n") -> [UInt8] {
        var lines: [Substring] = ["-----BEGIN SSH SIGNATURE-----"]
        var rest = Substring(base64(bytes))
        while !rest.isEmpty {
            lines.append(rest.prefix(width))
            rest = rest.dropFirst(width)
        }
        return Array((lines + ["-----END SSH SIGNATURE-----", ""]).joined(separator: end).utf8)
    }

    private static func problem(_ bytes: [UInt8]) -> String? {
        do {
            _ = try SSHSignature(parsing: bytes)
            return nil
        } catch {
            return error.description
        }
    }

    private static func problem(_ change: (inout Fields) -> Void) -> String? {
        var fields = Fields()
        change(&fields)
        return problem(armored(fields.bytes))
    }

    @Test func saysWhatItIs() throws {
        let signature = try SSHSignature(parsing: Self.armored(Fields().bytes))
        #expect(signature.keyType == "ssh-ed25519")
        #expect(signature.signatureAlgorithm == "ssh-ed25519")
        #expect(signature.namespace == "caseexport")
        #expect(signature.digestAlgorithm == .sha512)
        #expect(signature.publicKey == Fields().key)
        #expect(signature.fingerprint == "SHA256:gNSIRW+2Iyiuvsdp/bgjy38bvWHw6wQm3tuoXrl3WjQ")
        #expect(signature.isValid(digest: [1, 2, 3]) == false)
    }

    @Test func linesMayHaveAnyWidthAndEnd() throws {
        let signature = try SSHSignature(parsing: Self.armored(Fields().bytes))
        for (width, end) in [(1, "\n"), (76, "\n"), (10_000, "\n"), (70, "\r\n")] {
            #expect(try SSHSignature(parsing: Self.armored(Fields().bytes, width: width, end: end)) == signature)
        }
        #expect(try SSHSignature(parsing: Self.armored(Fields().bytes).dropLast()) == signature)
        #expect(Self.problem(Self.armored(Fields().bytes, end: "\r")) != nil)
    }

    @Test func otherFieldsAreRefused() {
        #expect(Self.problem { _ in } == nil)
        #expect(Self.problem { $0.magic[0] = 0x73 } == "it is no SSHSIG of version 1")
        #expect(Self.problem { $0.version = 2 } == "it is no SSHSIG of version 1")
        #expect(Self.problem { $0.namespace = [] } == "it has no namespace")
        #expect(Self.problem { $0.namespace = [0xFF] } == "it has no namespace")
        #expect(Self.problem { $0.reserved = [0] } == "its reserved field is not empty")
        #expect(Self.problem { $0.digest = "sha1" } == "its digest algorithm is sha1")
        #expect(Self.problem { $0.digest = "SHA-512" } == "its digest algorithm is SHA-512")
        #expect(Self.problem { $0.behind = [0] } == "its fields do not fill it")
        #expect(Self.problem { $0.key = [] } == "its key or its signature is none of SSH")
        #expect(Self.problem { $0.key = Fields.string("ssh-ed25519") } == "its key or its signature is none of SSH")
        #expect(Self.problem { $0.key = Fields.string("e\u{1B}") + [0] } == "its key or its signature is none of SSH")
        #expect(Self.problem { $0.signature += [0] } == "there are bytes behind the signature")
        #expect(Self.problem { $0.signature = [0, 0, 0, 9] } == "its key or its signature is none of SSH")
    }

    /// What is cut off or says that it is longer is refused, wherever it ends.
    @Test func lengthsAreChecked() {
        let bytes = Fields().bytes
        for count in bytes.indices {
            #expect(Self.problem(Self.armored(Array(bytes[..<count]))) != nil, "\(count)")
        }
        for index in 6..<bytes.count where bytes[index] == 0 {
            var changed = bytes
            changed[index] = 0xFF
            #expect(Self.problem(Self.armored(changed)) != nil, "\(index)")
        }
    }

    @Test func armorIsStrict() {
        let bytes = Self.armored(Fields().bytes)
        #expect(Self.problem([]) == "it is not in the armor of an SSH signature")
        #expect(Self.problem([0x0A] + bytes) == "it is not in the armor of an SSH signature")
        #expect(Self.problem(bytes + [0x0A]) == "it is not in the armor of an SSH signature")
        #expect(Self.problem(bytes + bytes) == "it is not base64")
        #expect(
            Self.problem([UInt8](repeating: 0x41, count: SSHSignature.byteLimit + 1))?.hasPrefix("it has") == true)
    }

    @Test func base64IsStrict() {
        for (text, expected) in [
            ("", []), ("AQ==", [1]), ("AQI=", [1, 2]), ("AQID", [1, 2, 3]), ("+/+/", [0xFB, 0xFF, 0xBF]),
        ] as [(String, [UInt8])] {
            #expect(bytes(base64: Array(text.utf8)) == expected)
            #expect(base64(expected) == text)
        }
        for text in ["A", "AQ", "AQ=", "AR==", "AQJ=", "A===", "====", "AQ==AQ==", "AQI-", "AQ =", "=AQI", "AQID\n"] {
            #expect(bytes(base64: Array(text.utf8)) == nil, "\(text)")
        }
        #expect(base64([1], isPadded: false) == "AQ")
    }
}
