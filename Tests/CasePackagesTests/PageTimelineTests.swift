import CasePackages
import CaseTesting
import Foundation
import Testing

struct PageTimelineTests {
    /// The page of a case with one event of these dates.
    private func page(starts: String, ends: String = "", boundary: String = "") throws -> String {
        let directory = try TemporaryDirectory(dataset: [
            "events.csv": """
            id,case_id,kind,title,description,starts,ends,boundary
            evt_1,cas_1,arrest,An arrest,,\(starts),\(ends),\(boundary)

            """
        ])
        return String(decoding: try previewPage(ofDatasetAt: directory.path).bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("2014-06-19", "", "", "19 June 2014"), ("2014-06", "", "", "June 2014"), ("2014", "", "", "2014"),
        ("2014~", "", "", "about 2014"), ("2014-06?", "", "", "June 2014, uncertain"),
        ("2014%", "", "", "about 2014, uncertain"), ("201X", "", "", "the 2010s"),
        ("20XX", "", "", "a year from 2000 to 2099"), ("2014-XX", "", "", "some month of 2014"),
        ("2014-06-XX", "", "", "some day of June 2014"), ("2014-XX-XX", "", "", "some day of 2014"),
        ("2014-21", "", "", "spring 2014"), ("2014-06/2015-09", "", "", "between June 2014 and September 2015"),
        ("2017?/2018?", "", "", "between 2017 and 2018, both uncertain"),
        ("2017/2018?", "", "", "between 2017 and 2018, the second uncertain"),
        ("1984~/2004-06", "", "", "between about 1984 and June 2004"), ("2014/..", "", "", "2014, or later"),
        ("../2016", "", "", "2016, or earlier"), ("/2016", "", "", "2016, or earlier"),
        ("2014", "2016", "", "from 2014 to 2016"), ("2015-06", "", "before", "before June 2015"),
        ("2015-06", "", "after", "after June 2015"), ("2016", "", "begins", "from 2016 on"),
        ("", "2016", "", "until 2016"), ("2016", "", "observed", "seen to be so: 2016"),
        ("-0044-03-15", "", "", "15 March -44"), ("Y170000", "", "", "the year 170000"),
        ("2014-06-19T10:30:00Z", "", "", "19 June 2014, 10:30:00Z"),
    ])
    func datesAreSaidInWordsAndDrawn(_ starts: String, _ ends: String, _ boundary: String, _ words: String) throws {
        let page = try page(starts: starts, ends: ends, boundary: boundary)
        #expect(page.contains("<td>\(words)</td>"), "\(words)")
        #expect(page.contains("<svg class=\"drawing timeline-wide\""))
        #expect(page.contains("class=\"t-box") || page.contains("class=\"t-arrow\""))
    }

    @Test(arguments: [
        ("2014~", "t-approximate"), ("2014?", "t-uncertain"), ("201X", "t-unspecified"), ("2014/2015", "t-between"),
        ("2014/..", "t-arrow"), ("2014-06-19", "t-day"),
    ])
    func uncertaintyIsVisible(_ date: String, _ mark: String) throws {
        let page = try page(starts: date)
        let start = try #require(page.range(of: "<svg class=\"drawing timeline-wide\""))
        let end = try #require(page[start.upperBound...].range(of: "</svg>"))
        #expect(page[start.upperBound..<end.lowerBound].contains(mark))
    }

    @Test func eventsWithoutADateAreNamedAndNotDrawn() throws {
        let page = try page(starts: "")
        #expect(page.contains("No event of the release has a date that can be drawn."))
        #expect(page.contains("<td>no date</td>"))
        #expect(!page.contains("<svg class=\"drawing timeline"))
    }

    /// Drawings stay within their frame: no mark lies outside, whatever the dates.
    @Test func farDatesAreLeftToTheEnds() throws {
        var lines = "id,case_id,kind,title,starts\n"
        for year in 2000..<2030 { lines += "evt_\(year),cas_1,arrest,An arrest,\(year)-05\n" }
        lines += "evt_1,cas_1,arrest,Long ago,-4000\nevt_2,cas_1,arrest,Some day,Y170000\n"
        let directory = try TemporaryDirectory(dataset: ["events.csv": lines])
        let page = String(decoding: try previewPage(ofDatasetAt: directory.path).bytes, as: UTF8.self)
        let start = try #require(page.range(of: "<svg class=\"drawing timeline-wide\""))
        let end = try #require(page[start.upperBound...].range(of: "</svg>"))
        let drawing = page[start.upperBound..<end.lowerBound]
        for part in drawing.split(separator: " ") {
            guard ["x=\"", "x1=\"", "x2=\""].contains(where: part.hasPrefix),
                let number = Int(part.split(separator: "\"")[1])
            else { continue }
            #expect((0...1000).contains(number), "\(part)")
        }
        #expect(drawing.contains("2010"))
        #expect(page.contains("<td>the year -4000</td>"))
    }
}
