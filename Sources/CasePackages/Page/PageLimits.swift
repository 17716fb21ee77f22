/// How much of a dataset a page shows: it stays a page, whatever the dataset's size, and says what it leaves out.
package struct PageLimits: Sendable {
    /// Cases with their summaries.
    package var cases = 40
    /// Events, proceedings and decisions on the timeline, of each sort.
    package var datedRecords = 300
    /// Events without a date, which the timeline's table names.
    package var undatedEvents = 150
    /// Those who took part, in each of the two pictures.
    package var agents = 60
    /// Events or proceedings in each of the two pictures.
    package var contexts = 80
    package var participations = 1200
    package var proceedings = 120
    package var outcomes = 300
    /// Pairs of statements that contradict each other.
    package var contradictions = 150
    /// Citations shown beside one of these statements.
    package var citationsPerStatement = 8
    package var sources = 300
    package var files = 400
    /// Citations held in memory to say who is the source of a record: 16 bytes each.
    package var weighedCitations = 500_000
    /// Names of records held in memory, of each table.
    package var labels = 20_000
    /// UTF-8 bytes of a title, a name, a locator.
    package var titleBytes = 240
    /// UTF-8 bytes of a description, a note, a stated value.
    package var textBytes = 900

    package init() {}
}
