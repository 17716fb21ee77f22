-- Tables of a case dataset, for SQLite 3.37 or later.

-- The dataset itself: one row, the one source for every manifest, catalogue and citation.
CREATE TABLE "dataset" (
  "base" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "description" TEXT,
  "language" TEXT NOT NULL,
  "publisher" TEXT NOT NULL,
  "creators" TEXT,
  "licence" TEXT NOT NULL,
  "licence_url" TEXT,
  "rights_note" TEXT,
  "contact" TEXT,
  "coverage_limits" TEXT,
  "temporal_coverage" TEXT,
  "spatial_coverage" TEXT,
  "doi" TEXT,
  "keywords" TEXT,
  "model_version" TEXT,
  "frequency" TEXT,
  "updated" TEXT,
  PRIMARY KEY ("base")
) STRICT, WITHOUT ROWID;

-- A human being whom a source names or describes.
CREATE TABLE "persons" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "born" TEXT,
  "died" TEXT,
  "gender" TEXT,
  "living" INTEGER CHECK ("living" IN (0, 1)),
  "public_role" INTEGER CHECK ("public_role" IN (0, 1)),
  "description" TEXT,
  "merged_into_id" TEXT REFERENCES "persons" ("id") DEFERRABLE INITIALLY DEFERRED,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A body, a company, or a group that nobody names one by one.
CREATE TABLE "organizations" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "jurisdiction_id" TEXT REFERENCES "places" ("id") DEFERRABLE INITIALLY DEFERRED,
  "founded" TEXT,
  "dissolved" TEXT,
  "part_of_id" TEXT REFERENCES "organizations" ("id") DEFERRABLE INITIALLY DEFERRED,
  "member_count" INTEGER,
  "description" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A further name of a person or an organization.
CREATE TABLE "names" (
  "id" TEXT NOT NULL,
  "agent_id" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "language" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- How one organization stands to another: which one replaced it, which one supervises it.
CREATE TABLE "organization_relations" (
  "id" TEXT NOT NULL,
  "from_id" TEXT NOT NULL REFERENCES "organizations" ("id") DEFERRABLE INITIALLY DEFERRED,
  "to_id" TEXT NOT NULL REFERENCES "organizations" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "extent" TEXT,
  "starts" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- How a person or organization stands to another: kin, representation, employment.
CREATE TABLE "relationships" (
  "id" TEXT NOT NULL,
  "from_id" TEXT NOT NULL,
  "to_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "starts" TEXT,
  "ends" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- What the documentation is about: one matter with its events and proceedings.
CREATE TABLE "cases" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "summary" TEXT,
  "kind" TEXT,
  "jurisdiction_id" TEXT REFERENCES "places" ("id") DEFERRABLE INITIALLY DEFERRED,
  "opened" TEXT,
  "closed" TEXT,
  "status" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A place that sources name.
CREATE TABLE "places" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "within_id" TEXT REFERENCES "places" ("id") DEFERRABLE INITIALLY DEFERRED,
  "latitude" TEXT,
  "longitude" TEXT,
  "precision_metres" INTEGER,
  "exact_match" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- Something that is said to have happened.
CREATE TABLE "events" (
  "id" TEXT NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "description" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "boundary" TEXT,
  "place_id" TEXT REFERENCES "places" ("id") DEFERRABLE INITIALLY DEFERRED,
  "part_of_id" TEXT REFERENCES "events" ("id") DEFERRABLE INITIALLY DEFERRED,
  "proceeding_id" TEXT REFERENCES "proceedings" ("id") DEFERRABLE INITIALLY DEFERRED,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- Who took part in an event or a proceeding, and as what.
CREATE TABLE "participations" (
  "id" TEXT NOT NULL,
  "context_id" TEXT NOT NULL,
  "agent_id" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "on_behalf_of_id" TEXT,
  "alleged" INTEGER CHECK ("alleged" IN (0, 1)),
  "count" INTEGER,
  "age" INTEGER,
  "starts" TEXT,
  "ends" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A trial, an inquest, an investigation, a claim: whatever decides something.
CREATE TABLE "proceedings" (
  "id" TEXT NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "forum_id" TEXT REFERENCES "organizations" ("id") DEFERRABLE INITIALLY DEFERRED,
  "reference" TEXT,
  "opened" TEXT,
  "closed" TEXT,
  "status" TEXT,
  "summary" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- How one proceeding stands to another.
CREATE TABLE "proceeding_relations" (
  "id" TEXT NOT NULL,
  "from_id" TEXT NOT NULL REFERENCES "proceedings" ("id") DEFERRABLE INITIALLY DEFERRED,
  "to_id" TEXT NOT NULL REFERENCES "proceedings" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "starts" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- What a proceeding decided, found or led to.
CREATE TABLE "outcomes" (
  "id" TEXT NOT NULL,
  "proceeding_id" TEXT NOT NULL REFERENCES "proceedings" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "decided" TEXT,
  "decided_by_id" TEXT,
  "about_id" TEXT REFERENCES "participations" ("id") DEFERRABLE INITIALLY DEFERRED,
  "effect" TEXT,
  "effect_on_id" TEXT REFERENCES "outcomes" ("id") DEFERRABLE INITIALLY DEFERRED,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A work that says something about a case.
CREATE TABLE "sources" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "title" TEXT,
  "publisher_id" TEXT REFERENCES "organizations" ("id") DEFERRABLE INITIALLY DEFERRED,
  "author" TEXT,
  "published" TEXT,
  "url" TEXT,
  "language" TEXT,
  "rights" TEXT,
  "reliability" TEXT,
  "note" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A copy of a source as somebody had it, with its digest.
CREATE TABLE "captures" (
  "id" TEXT NOT NULL,
  "source_id" TEXT NOT NULL REFERENCES "sources" ("id") DEFERRABLE INITIALLY DEFERRED,
  "retrieved" TEXT,
  "url" TEXT,
  "media_type" TEXT,
  "byte_count" INTEGER,
  "sha256" TEXT NOT NULL,
  "file_id" TEXT REFERENCES "files" ("id") DEFERRABLE INITIALLY DEFERRED,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- That somebody says something about a record.
CREATE TABLE "statements" (
  "id" TEXT NOT NULL,
  "case_id" TEXT REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED,
  "subject_id" TEXT NOT NULL,
  "property" TEXT NOT NULL,
  "value" TEXT,
  "object_id" TEXT,
  "language" TEXT,
  "rank" TEXT NOT NULL,
  "rank_reason" TEXT,
  "certainty" TEXT,
  "status" TEXT NOT NULL,
  "asserted_by_id" TEXT,
  "asserted_on" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "recorded" TEXT,
  "note" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- Where a source bears on a statement.
CREATE TABLE "citations" (
  "id" TEXT NOT NULL,
  "statement_id" TEXT NOT NULL REFERENCES "statements" ("id") DEFERRABLE INITIALLY DEFERRED,
  "source_id" TEXT NOT NULL REFERENCES "sources" ("id") DEFERRABLE INITIALLY DEFERRED,
  "capture_id" TEXT REFERENCES "captures" ("id") DEFERRABLE INITIALLY DEFERRED,
  "stance" TEXT NOT NULL,
  "locator" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- How one statement stands to another.
CREATE TABLE "statement_relations" (
  "id" TEXT NOT NULL,
  "from_id" TEXT NOT NULL REFERENCES "statements" ("id") DEFERRABLE INITIALLY DEFERRED,
  "to_id" TEXT NOT NULL REFERENCES "statements" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A document that the dataset holds, in one or more files.
CREATE TABLE "documents" (
  "id" TEXT NOT NULL,
  "case_id" TEXT REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT NOT NULL,
  "kind" TEXT,
  "created" TEXT,
  "language" TEXT,
  "source_id" TEXT REFERENCES "sources" ("id") DEFERRABLE INITIALLY DEFERRED,
  "rights" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- One file of a document, with its fixity.
CREATE TABLE "files" (
  "id" TEXT NOT NULL,
  "document_id" TEXT NOT NULL REFERENCES "documents" ("id") DEFERRABLE INITIALLY DEFERRED,
  "path" TEXT NOT NULL,
  "media_type" TEXT NOT NULL,
  "byte_count" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "role" TEXT,
  "derived_from_id" TEXT REFERENCES "files" ("id") DEFERRABLE INITIALLY DEFERRED,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- Who may see a record or one field of it, on what ground, until when.
CREATE TABLE "access_rules" (
  "id" TEXT NOT NULL,
  "record_id" TEXT NOT NULL,
  "field" TEXT,
  "level" TEXT NOT NULL,
  "ground" TEXT NOT NULL,
  "authority" TEXT,
  "imposed" TEXT,
  "until" TEXT,
  "on_expiry" TEXT NOT NULL,
  "note" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- A change of the dataset.
CREATE TABLE "revisions" (
  "id" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "by_role" TEXT,
  "action" TEXT NOT NULL,
  "reason" TEXT,
  "note" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- That a record was removed, when and why.
CREATE TABLE "tombstones" (
  "id" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "removed" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "successor_id" TEXT,
  "note" TEXT,
  "access" TEXT DEFAULT 'public',
  "updated" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;

-- The codes that columns use: those that ship with the tool, and the dataset's own.
CREATE TABLE "concepts" (
  "scheme" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "definition" TEXT,
  "broader" TEXT,
  "exact_match" TEXT,
  PRIMARY KEY ("scheme", "code")
) STRICT, WITHOUT ROWID;
