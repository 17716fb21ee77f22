-- Tables of a case dataset, for PostgreSQL.

-- The dataset itself: one row, the one source for every manifest, catalogue and citation.
CREATE TABLE "dataset" (
  "base" text NOT NULL,
  "title" text NOT NULL,
  "description" text,
  "language" text NOT NULL,
  "publisher" text NOT NULL,
  "creators" text,
  "licence" text NOT NULL,
  "licence_url" text,
  "rights_note" text,
  "contact" text,
  "coverage_limits" text,
  "temporal_coverage" text,
  "spatial_coverage" text,
  "doi" text,
  "keywords" text,
  "model_version" text,
  "frequency" text,
  "updated" timestamptz,
  PRIMARY KEY ("base")
);

-- A human being whom a source names or describes.
CREATE TABLE "persons" (
  "id" text COLLATE "C" NOT NULL,
  "name" text NOT NULL,
  "born" text,
  "died" text,
  "gender" text COLLATE "C",
  "living" boolean,
  "public_role" boolean,
  "description" text,
  "merged_into_id" text COLLATE "C",
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A body, a company, or a group that nobody names one by one.
CREATE TABLE "organizations" (
  "id" text COLLATE "C" NOT NULL,
  "name" text NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "jurisdiction_id" text COLLATE "C",
  "founded" text,
  "dissolved" text,
  "part_of_id" text COLLATE "C",
  "member_count" bigint,
  "description" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A further name of a person or an organization.
CREATE TABLE "names" (
  "id" text COLLATE "C" NOT NULL,
  "agent_id" text COLLATE "C" NOT NULL,
  "value" text NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "language" text,
  "starts" text,
  "ends" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- How one organization stands to another: which one replaced it, which one supervises it.
CREATE TABLE "organization_relations" (
  "id" text COLLATE "C" NOT NULL,
  "from_id" text COLLATE "C" NOT NULL,
  "to_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "extent" text COLLATE "C",
  "starts" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- How a person or organization stands to another: kin, representation, employment.
CREATE TABLE "relationships" (
  "id" text COLLATE "C" NOT NULL,
  "from_id" text COLLATE "C" NOT NULL,
  "to_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "starts" text,
  "ends" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- What the documentation is about: one matter with its events and proceedings.
CREATE TABLE "cases" (
  "id" text COLLATE "C" NOT NULL,
  "title" text NOT NULL,
  "summary" text,
  "kind" text COLLATE "C",
  "jurisdiction_id" text COLLATE "C",
  "opened" text,
  "closed" text,
  "status" text COLLATE "C",
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A place that sources name.
CREATE TABLE "places" (
  "id" text COLLATE "C" NOT NULL,
  "name" text NOT NULL,
  "kind" text COLLATE "C",
  "within_id" text COLLATE "C",
  "latitude" numeric,
  "longitude" numeric,
  "precision_metres" bigint,
  "exact_match" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- Something that is said to have happened.
CREATE TABLE "events" (
  "id" text COLLATE "C" NOT NULL,
  "case_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "title" text NOT NULL,
  "description" text,
  "starts" text,
  "ends" text,
  "boundary" text COLLATE "C",
  "place_id" text COLLATE "C",
  "part_of_id" text COLLATE "C",
  "proceeding_id" text COLLATE "C",
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- Who took part in an event or a proceeding, and as what.
CREATE TABLE "participations" (
  "id" text COLLATE "C" NOT NULL,
  "context_id" text COLLATE "C" NOT NULL,
  "agent_id" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "on_behalf_of_id" text COLLATE "C",
  "alleged" boolean,
  "count" bigint,
  "age" bigint,
  "starts" text,
  "ends" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A trial, an inquest, an investigation, a claim: whatever decides something.
CREATE TABLE "proceedings" (
  "id" text COLLATE "C" NOT NULL,
  "case_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "title" text NOT NULL,
  "forum_id" text COLLATE "C",
  "reference" text,
  "opened" text,
  "closed" text,
  "status" text COLLATE "C",
  "summary" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- How one proceeding stands to another.
CREATE TABLE "proceeding_relations" (
  "id" text COLLATE "C" NOT NULL,
  "from_id" text COLLATE "C" NOT NULL,
  "to_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "starts" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- What a proceeding decided, found or led to.
CREATE TABLE "outcomes" (
  "id" text COLLATE "C" NOT NULL,
  "proceeding_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "title" text NOT NULL,
  "decided" text,
  "decided_by_id" text COLLATE "C",
  "about_id" text COLLATE "C",
  "effect" text COLLATE "C",
  "effect_on_id" text COLLATE "C",
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A work that says something about a case.
CREATE TABLE "sources" (
  "id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "title" text,
  "publisher_id" text COLLATE "C",
  "author" text,
  "published" text,
  "url" text,
  "language" text,
  "rights" text,
  "reliability" text COLLATE "C",
  "note" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A copy of a source as somebody had it, with its digest.
CREATE TABLE "captures" (
  "id" text COLLATE "C" NOT NULL,
  "source_id" text COLLATE "C" NOT NULL,
  "retrieved" text,
  "url" text,
  "media_type" text,
  "byte_count" bigint,
  "sha256" text NOT NULL,
  "file_id" text COLLATE "C",
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- That somebody says something about a record.
CREATE TABLE "statements" (
  "id" text COLLATE "C" NOT NULL,
  "case_id" text COLLATE "C",
  "subject_id" text COLLATE "C" NOT NULL,
  "property" text NOT NULL,
  "value" text,
  "object_id" text COLLATE "C",
  "language" text,
  "rank" text COLLATE "C" NOT NULL,
  "rank_reason" text COLLATE "C",
  "certainty" text COLLATE "C",
  "status" text COLLATE "C" NOT NULL,
  "asserted_by_id" text COLLATE "C",
  "asserted_on" text,
  "valid_from" text,
  "valid_to" text,
  "recorded" date,
  "note" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- Where a source bears on a statement.
CREATE TABLE "citations" (
  "id" text COLLATE "C" NOT NULL,
  "statement_id" text COLLATE "C" NOT NULL,
  "source_id" text COLLATE "C" NOT NULL,
  "capture_id" text COLLATE "C",
  "stance" text COLLATE "C" NOT NULL,
  "locator" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- How one statement stands to another.
CREATE TABLE "statement_relations" (
  "id" text COLLATE "C" NOT NULL,
  "from_id" text COLLATE "C" NOT NULL,
  "to_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A document that the dataset holds, in one or more files.
CREATE TABLE "documents" (
  "id" text COLLATE "C" NOT NULL,
  "case_id" text COLLATE "C",
  "title" text NOT NULL,
  "kind" text COLLATE "C",
  "created" text,
  "language" text,
  "source_id" text COLLATE "C",
  "rights" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- One file of a document, with its fixity.
CREATE TABLE "files" (
  "id" text COLLATE "C" NOT NULL,
  "document_id" text COLLATE "C" NOT NULL,
  "path" text NOT NULL,
  "media_type" text NOT NULL,
  "byte_count" bigint NOT NULL,
  "sha256" text NOT NULL,
  "role" text COLLATE "C",
  "derived_from_id" text COLLATE "C",
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- Who may see a record or one field of it, on what ground, until when.
CREATE TABLE "access_rules" (
  "id" text COLLATE "C" NOT NULL,
  "record_id" text COLLATE "C" NOT NULL,
  "field" text,
  "level" text COLLATE "C" NOT NULL,
  "ground" text COLLATE "C" NOT NULL,
  "authority" text,
  "imposed" date,
  "until" date,
  "on_expiry" text COLLATE "C" NOT NULL,
  "note" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- A change of the dataset.
CREATE TABLE "revisions" (
  "id" text COLLATE "C" NOT NULL,
  "record" text NOT NULL,
  "at" timestamptz NOT NULL,
  "by_role" text,
  "action" text COLLATE "C" NOT NULL,
  "reason" text COLLATE "C",
  "note" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- That a record was removed, when and why.
CREATE TABLE "tombstones" (
  "id" text COLLATE "C" NOT NULL,
  "record" text NOT NULL,
  "removed" timestamptz NOT NULL,
  "reason" text COLLATE "C" NOT NULL,
  "successor_id" text COLLATE "C",
  "note" text,
  "access" text COLLATE "C" DEFAULT 'public',
  "updated" timestamptz,
  PRIMARY KEY ("id")
);

-- The codes that columns use: those that ship with the tool, and the dataset's own.
CREATE TABLE "concepts" (
  "scheme" text COLLATE "C" NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "label" text NOT NULL,
  "definition" text,
  "broader" text COLLATE "C",
  "exact_match" text,
  PRIMARY KEY ("scheme", "code")
);
