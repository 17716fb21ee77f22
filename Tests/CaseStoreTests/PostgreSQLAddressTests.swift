import CaseStore
import Testing

@Suite struct PostgreSQLAddressTests {
    @Test(arguments: [
        ("postgresql://db.example.org/cases", "postgresql://db.example.org/cases"),
        ("postgres://keeper@db:5433/cases", "postgres://keeper@db:5433/cases"),
        ("postgresql://keeper:geheim@db/cases", "postgresql://keeper:***@db/cases"),
        ("postgresql://keeper:@db/cases", "postgresql://keeper:***@db/cases"),
        (
            "postgresql://keeper:ge%40heim:x@a:1,b:2/cases?sslmode=require",
            "postgresql://keeper:***@a:1,b:2/cases?sslmode=require"
        ),
        ("postgresql:///cases?host=/tmp&password=geheim&user=a", "postgresql:///cases?host=/tmp&password=***&user=a"),
        (
            "postgresql:///cases?pass%77ord=geheim&sslpassword=geheim",
            "postgresql:///cases?pass%77ord=***&sslpassword=***"
        ),
        ("postgresql://[::1]:5432/cases", "postgresql://[::1]:5432/cases"),
        ("postgresql:///cases?user=a@b&application_name=x%26y", "postgresql:///cases?user=a@b&application_name=x%26y"),
        ("postgresql://", "postgresql://"), ("postgresql://?host=/tmp", "postgresql://?host=/tmp"),
    ])
    func isShownWithoutPasswords(uri: String, shown: String) throws {
        #expect(try PostgreSQLAddress(uri).shown == shown)
        #expect(PostgreSQLAddress.shown(uri) == shown)
    }

    /// libpq would take a part of the password for the host.
    @Test(arguments: [
        "postgresql://keeper:ge@heim@db/cases", "postgresql://keeper:ge/heim@db/cases",
        "postgresql://keeper:ge?heim@db/cases",
        "postgresql:keeper:geheim@db/cases", "postgresql:/keeper:geheim@db", "postgres:geheim",
        "postgresql://ke/eper:ge@heim@db",
        "postgresql://db?password=ge@heim",
    ])
    func isRefusedWithoutShowingAnyOfIt(uri: String) {
        let problem = #expect(throws: StoreProblem.self) { try PostgreSQLAddress(uri) }
        let message = (problem?.message ?? "") + PostgreSQLAddress.shown(uri)
        #expect(!message.contains("heim") && !message.contains("ge@") && !message.contains("keeper"), "\(message)")
    }

    @Test func otherPathsAreShownAsTheyAre() {
        for path in ["cases", "cases.sqlite", "a:b@c", "postgresql", ""] {
            #expect(!PostgreSQLAddress.isAddress(path))
            #expect(PostgreSQLAddress.shown(path) == path)
        }
    }
}
