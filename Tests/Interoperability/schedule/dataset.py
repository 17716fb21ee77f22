"""A small dataset of a case that nobody lived, in a SQLite file, and what a keeper does to it night after night."""
import sqlite3
from datetime import datetime, timedelta, timezone

BEGIN = datetime(2026, 1, 1, 2, 0, tzinfo=timezone.utc)


def instant(night):
    """When the run of a night begins."""
    return (BEGIN + timedelta(days=night)).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(night):
    return (BEGIN + timedelta(days=night)).strftime("%Y-%m-%d")


class Dataset:
    def __init__(self, path):
        self.path = path
        self.count = 0

    def edit(self, *statements, night=None):
        """Runs SQL; the dataset's own `updated` follows, unless it is to be forgotten."""
        connection = sqlite3.connect(self.path)
        with connection:
            for statement in statements:
                connection.execute(statement)
            if night is not None:
                connection.execute("UPDATE dataset SET updated = ?", [instant(night - 1)])
        connection.close()

    def query(self, sql):
        connection = sqlite3.connect(self.path)
        rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    def fill(self, persons=40):
        self.edit(
            "INSERT INTO dataset (base, title, language, publisher, licence, licence_url, updated) VALUES "
            "('https://example.org/cases/nights/', 'Nights', 'en', 'Example Archive', 'CC-BY-4.0', "
            "'https://creativecommons.org/licenses/by/4.0/', '2025-12-31T00:00:00Z')",
            "INSERT INTO cases (id, title) VALUES ('cas_1', 'A case')",
            "INSERT INTO sources (id, kind, title) VALUES ('src_1', 'news-article', 'A report')",
        )
        for _ in range(persons):
            self.add()

    def add(self, night=None):
        """A person, and who says so."""
        self.count += 1
        number = self.count
        self.edit(
            f"INSERT INTO persons (id, name) VALUES ('per_{number}', 'Person {number}')",
            "INSERT INTO statements (id, case_id, subject_id, property, value, rank, status) VALUES "
            f"('stm_{number}', 'cas_1', 'per_{number}', 'http://schema.org/name', 'Person {number}', 'normal', 'accepted')",
            f"INSERT INTO citations (id, statement_id, source_id, stance) VALUES ('cit_{number}', 'stm_{number}', 'src_1', 'supports')",
            night=night)

    def revise(self, night, record, action, reason):
        self.edit(
            "INSERT INTO revisions (id, record, at, action, reason) VALUES "
            f"('rev_{night}', '{record}', '{instant(night - 1)}', '{action}', {reason})", night=night)
