import CaseFormats
import CaseModel
import Testing

/// The torture rows, byte for byte as each format has to write them.
@Suite struct FormatTests {
    private func expect(
        _ part: [UInt8], is lines: [String], end: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = lines.map { $0 + end }.joined()
        #expect(
            String(decoding: part, as: UTF8.self).debugDescription == expected.debugDescription,
            sourceLocation: sourceLocation)
        #expect(part == Array(expected.utf8), sourceLocation: sourceLocation)
    }

    @Test func csv() {
        expect(
            Torture.part(CSVFormat(options: FormatOptions()), Torture.rows),
            is: [
                "id,text,title,day,day_earliest,day_latest,count,height,urgent,link",
                "not_1,plain,Title,2014,2014-01-01,2014-12-31,17,51.5,true,https://e.org/",
                "not_2,,,,,,,,,",
                "not_3,\"a,b;c\",\"\"\"quoted\"\"\",-0044-03-15,-0044-03-15,-0044-03-15,-3,-0.5,false,\"https://e.org/?a=1,2\"",
                "not_4,\"line\r\nline\n\",\"\r\",../2016,,2016-12-31,0,0,,urn:x:'y",
                "not_5,\"#hash\",\" space\",2014~,2014-01-01,2014-12-31,,,true,https://e.org/é",
                "not_6,=1+1,+49,201X,2010-01-01,2019-12-31,,,,https://e.org/;",
                "not_7,-x,@sum,,,,,,,",
                "not_8,\ttab,\"tail \",,,,,,,",
                "not_9,עברית 🕊️,\\ \u{1} \u{2028} /,,,,,,,",
            ], end: "\r\n")
    }

    @Test func excel() {
        let (text, count) = Torture.encode(ExcelFormat(options: FormatOptions()), Torture.rows)
        #expect(count == EncodedCount(rows: 9, alteredCells: 9))
        expect(
            ExcelFormat(options: FormatOptions()).prologue(for: Torture.layout, of: Torture.exported(Torture.layout))
                + text,
            is: [
                "\u{FEFF}id,text,title,day,day_earliest,day_latest,count,height,urgent,link",
                "not_1,plain,Title,2014,2014-01-01,2014-12-31,17,51.5,true,https://e.org/",
                "not_2,,,,,,,,,",
                "not_3,\"a,b;c\",\"\"\"quoted\"\"\",\"'-0044-03-15\",\"'-0044-03-15\",\"'-0044-03-15\",-3,-0.5,false,\"https://e.org/?a=1,2\"",
                "not_4,\"line\r\nline\n\",\"'\r\",../2016,,2016-12-31,0,0,,urn:x:'y",
                "not_5,\"#hash\",\" space\",2014~,2014-01-01,2014-12-31,,,true,https://e.org/é",
                "not_6,\"'=1+1\",\"'+49\",201X,2010-01-01,2019-12-31,,,,https://e.org/;",
                "not_7,\"'-x\",\"'@sum\",,,,,,,",
                "not_8,\"'\ttab\",\"tail \",,,,,,,",
                "not_9,עברית 🕊️,\\ \u{1} \u{2028} /,,,,,,,",
            ], end: "\r\n")
    }

    @Test func excelWithSemicolons() throws {
        var options = FormatOptions()
        options.excelDelimiter = 0x3B
        expect(
            Torture.part(ExcelFormat(options: options), [Torture.rows[2], Torture.rows[5]]),
            is: [
                "\u{FEFF}id;text;title;day;day_earliest;day_latest;count;height;urgent;link",
                "not_3;\"a,b;c\";\"\"\"quoted\"\"\";\"'-0044-03-15\";\"'-0044-03-15\";\"'-0044-03-15\";-3;-0.5;false;https://e.org/?a=1,2",
                "not_6;\"'=1+1\";\"'+49\";201X;2010-01-01;2019-12-31;;;;\"https://e.org/;\"",
            ], end: "\r\n")
    }

    @Test func ndjson() {
        expect(
            Torture.part(NDJSONFormat(options: FormatOptions()), Torture.rows),
            is: [
                #"{"id":"not_1","text":"plain","title":"Title","day":"2014","day_earliest":"2014-01-01","day_latest":"2014-12-31","count":17,"height":51.5,"urgent":true,"link":"https://e.org/"}"#,
                #"{"id":"not_2"}"#,
                #"{"id":"not_3","text":"a,b;c","title":"\"quoted\"","day":"-0044-03-15","day_earliest":"-0044-03-15","day_latest":"-0044-03-15","count":-3,"height":-0.5,"urgent":false,"link":"https://e.org/?a=1,2"}"#,
                #"{"id":"not_4","text":"line\r\nline\n","title":"\r","day":"../2016","day_latest":"2016-12-31","count":0,"height":0,"link":"urn:x:'y"}"#,
                ##"{"id":"not_5","text":"#hash","title":" space","day":"2014~","day_earliest":"2014-01-01","day_latest":"2014-12-31","urgent":true,"link":"https://e.org/é"}"##,
                #"{"id":"not_6","text":"=1+1","title":"+49","day":"201X","day_earliest":"2010-01-01","day_latest":"2019-12-31","link":"https://e.org/;"}"#,
                #"{"id":"not_7","text":"-x","title":"@sum"}"#,
                #"{"id":"not_8","text":"\ttab","title":"tail "}"#,
                #"{"id":"not_9","text":"עברית 🕊️","title":"\\ \u0001 "# + "\u{2028} /\"}",
            ], end: "\n")
    }

    @Test(arguments: FormatRegistry.all.map { $0.name }) func noRowsAreNothing(name: String) {
        let format = FormatRegistry.all.first { $0.name == name }!.init(options: FormatOptions())
        let (text, count) = Torture.encode(format, [])
        #expect(text.isEmpty && count == EncodedCount(rows: 0))
    }

    /// Encoding is pure: a batch gives the same bytes cut into any smaller ones.
    @Test(arguments: FormatRegistry.all.map { $0.name }) func batchesDoNotMatter(name: String) {
        let format = FormatRegistry.all.first { $0.name == name }!.init(options: FormatOptions())
        let whole = Torture.encode(format, Torture.rows)
        let single = Torture.rows.map { Torture.encode(format, [$0]) }
        #expect(Array(single.map(\.text).joined(separator: format.separator)) == whole.text)
        #expect(single.map(\.count.alteredCells).reduce(0, +) == whole.count.alteredCells)
        #expect(whole.count.rows == Torture.rows.count)
    }
}
