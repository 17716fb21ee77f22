import CaseModel
import Testing

@Suite struct JSONTests {
    private let value = JSON.object([
        "a": .string("é\"\\\n\u{1}/"), "b": .array([.integer(-1), .number("0.5"), .boolean(true), .null]), "c": nil,
        "d": .object([]),
        "e": .array([]),
    ])

    @Test func compact() {
        #expect(
            String(decoding: value.compact(), as: UTF8.self)
                == #"{"a":"é\"\\\n\u0001/","b":[-1,0.5,true,null],"d":{},"e":[]}"#)
    }

    @Test func pretty() {
        #expect(
            String(decoding: value.pretty(), as: UTF8.self) == #"""
                {
                  "a": "é\"\\\n\u0001/",
                  "b": [
                    -1,
                    0.5,
                    true,
                    null
                  ],
                  "d": {},
                  "e": []
                }

                """#)
    }

    @Test func comesBack() throws {
        #expect(try JSON(parsing: value.compact()) == value && JSON(parsing: value.pretty()) == value)
        #expect(
            try JSON(parsing: Array("[1, 0, true, 9007199254740993]".utf8)).items == [
                .number("1"), .number("0"), .boolean(true), .number("9007199254740993"),
            ])
    }

    @Test(arguments: [
        "", "{", "[,1]", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"a\" 1}", "nul", "{'a': 1}", "\"\\x\"", "[1] 2",
    ]) func refuses(text: String) {
        #expect(throws: JSONProblem.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func refusesInvalidUTF8AndBottomlessNesting() {
        #expect(throws: JSONProblem.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONProblem.self) { try JSON(parsing: [UInt8](repeating: 0x5B, count: 200_000)) }
    }
}
