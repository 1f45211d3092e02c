"""The tables of reconcile.db, as numbered migrations: each is applied once, none is ever edited."""

MIGRATIONS = (
    # 1: hashes of outputs, and the cache
    """
    CREATE TABLE output (
        path TEXT PRIMARY KEY,      -- relative to the working folder, with /
        sha256 TEXT NOT NULL,       -- of the bytes that the program wrote
        made_from TEXT NOT NULL     -- fingerprint of all that went into it
    ) STRICT;
    CREATE TABLE cache (
        kind TEXT NOT NULL,         -- what is kept: source, outcome
        name TEXT NOT NULL,         -- the file or unit
        made_from TEXT NOT NULL,    -- fingerprint of all that went into it
        value BLOB NOT NULL,        -- msgpack
        PRIMARY KEY (kind, name)
    ) STRICT;
    """,
    # 2: several hashes for one output (a hash is kept before its file is put in place, so that a
    # run that is killed in between never takes its own file for a person's)
    """
    ALTER TABLE output RENAME TO output_1;
    CREATE TABLE output (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- a later line is a later writing
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        made_from TEXT NOT NULL,
        UNIQUE (path, sha256)
    ) STRICT;
    INSERT INTO output (path, sha256, made_from) SELECT path, sha256, made_from FROM output_1;
    DROP TABLE output_1;
    """,
    # 3: what people decided, an append-only log; and the names of the units
    """
    CREATE TABLE unit (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL          -- official, in NFC
    ) STRICT;
    CREATE TABLE decision (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- a later line outranks an earlier one
        unit TEXT NOT NULL,
        upper TEXT NOT NULL,        -- task key, or empty
        lower TEXT NOT NULL,        -- task key, or empty
        verdict TEXT NOT NULL,
        upper_text TEXT NOT NULL,   -- as the person saw it
        lower_text TEXT NOT NULL,
        document TEXT NOT NULL,     -- number and symbol of another document
        note TEXT NOT NULL,
        person TEXT NOT NULL,
        said_at TEXT NOT NULL,      -- ISO date and time, local to the office
        file TEXT NOT NULL,         -- where the answer came from
        sheet TEXT NOT NULL,
        "row" INTEGER NOT NULL,
        "column" TEXT NOT NULL,
        score REAL                  -- the program's, then
    ) STRICT;
    CREATE INDEX decision_subject ON decision (unit, upper, lower);
    CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
        BEGIN SELECT RAISE (ABORT, 'decisions are only ever added'); END;
    CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision
        BEGIN SELECT RAISE (ABORT, 'decisions are only ever added'); END;
    CREATE TRIGGER decision_is_never_replaced BEFORE INSERT ON decision
        WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
        BEGIN SELECT RAISE (ABORT, 'decisions are only ever added'); END;
    """,
    # 4: what became of every task, each time that it changed; and which key followed which
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        unit TEXT NOT NULL,
        ran_at TEXT NOT NULL,       -- ISO date and time, local to the office
        fingerprint TEXT NOT NULL,  -- of the content
        value BLOB NOT NULL         -- the standing of all tasks: msgpack, packed by zlib
    ) STRICT;
    CREATE INDEX run_unit ON run (unit, id);
    CREATE TABLE successor (
        unit TEXT NOT NULL,
        side TEXT NOT NULL,         -- upper, lower
        old TEXT NOT NULL,          -- key of a task that is gone
        new TEXT NOT NULL,          -- key of the task that its text became
        PRIMARY KEY (unit, side, old)
    ) STRICT;
    """,
    # 5: what an answer was given on: the upper plan, the texts of the lower one, the answer seen
    # before; and which writing of a review workbook lies where
    """
    ALTER TABLE decision ADD COLUMN plan TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN seen TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN base TEXT NOT NULL DEFAULT '';
    CREATE TABLE seen_plan (
        fingerprint TEXT PRIMARY KEY,
        value BLOB NOT NULL         -- the texts of a lower plan, folded: msgpack, packed by zlib
    ) STRICT;
    CREATE TABLE workbook (
        path TEXT PRIMARY KEY,      -- relative to the working folder, with /
        generation TEXT NOT NULL    -- of the writing that the program put there
    ) STRICT;
    CREATE TABLE unit_now (
        old TEXT PRIMARY KEY,       -- id under which a unit was once decided about
        new TEXT NOT NULL           -- id of the unit that has taken it over
    ) STRICT;
    CREATE TABLE unit_called (
        spelled TEXT PRIMARY KEY,   -- id that the name of now gives
        id TEXT NOT NULL            -- id that the unit has kept from its earlier name
    ) STRICT;
    CREATE INDEX decision_on ON decision (upper, lower, id);
    """,
    # 6: to confirm a gap is not to accept a proposal. Before, one answer meant both, so that each
    # line that said "missed" gets a line beside it that says "write it in"; where the next line on
    # the task said something else, that acceptance was taken back with it.
    """
    ALTER TABLE decision ADD COLUMN topic TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN entry_text TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN entry_lead TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN entry_deadline TEXT NOT NULL DEFAULT '';
    INSERT INTO decision (unit, upper, lower, verdict, upper_text, lower_text, document, note,
        person, said_at, file, sheet, "row", "column", score, plan, seen, base, topic)
    SELECT unit, upper, '', CASE verdict WHEN 'missed' THEN 'write' ELSE 'withdrawn' END,
        upper_text, '', '', '', person, said_at, file, sheet, "row", "column", NULL, plan, '', '',
        'writing-in'
    FROM (
        SELECT *, LAG (verdict) OVER (PARTITION BY unit, upper ORDER BY id) AS earlier
        FROM decision WHERE upper != '' AND lower = ''
    ) WHERE verdict = 'missed' OR earlier = 'missed' ORDER BY id;
    """,
    # 7: which writing of a review workbook an answer was given in, whatever its file is called
    """
    ALTER TABLE decision ADD COLUMN writing TEXT NOT NULL DEFAULT '';
    """,
    # 8: how far tasks are: what every source delivered and told, an append-only log; and the
    # reports that were made, which keep their figures
    """
    CREATE TABLE status_delivery (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        stream TEXT NOT NULL,       -- of which a file is one delivery: a weekly export, a plan
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,       -- of its bytes, or of what was read of a plan
        day TEXT NOT NULL,          -- ISO date for which it holds
        tasks INTEGER NOT NULL,     -- of which it tells
        UNIQUE (stream, sha256)
    ) STRICT;
    CREATE TABLE status_entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- of one place the later line counts
        delivery INTEGER NOT NULL,
        place TEXT NOT NULL,        -- the row within the delivery
        unit TEXT NOT NULL,         -- id of the unit or office
        side TEXT NOT NULL,         -- upper, lower
        task TEXT NOT NULL,         -- key; empty where a person said that the row is of no task
        day TEXT NOT NULL,          -- ISO date for which it holds
        said TEXT NOT NULL,         -- JSON: what was understood
        words TEXT NOT NULL,        -- as the source has them
        sheet TEXT NOT NULL,
        "row" INTEGER NOT NULL,
        difficulty TEXT NOT NULL,
        proposal TEXT NOT NULL,
        own_id TEXT NOT NULL        -- by which the source calls the task
    ) STRICT;
    CREATE INDEX status_entry_place ON status_entry (delivery, place, id);
    CREATE TRIGGER status_entry_is_never_changed BEFORE UPDATE ON status_entry
        BEGIN SELECT RAISE (ABORT, 'entries are only ever added'); END;
    CREATE TRIGGER status_entry_is_never_removed BEFORE DELETE ON status_entry
        BEGIN SELECT RAISE (ABORT, 'entries are only ever added'); END;
    CREATE TABLE progress_report (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- of one period the later line counts
        period TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        value BLOB NOT NULL         -- the states as reported: msgpack, packed by zlib
    ) STRICT;
    CREATE INDEX progress_report_period ON progress_report (period, last_day, id);
    """,
    # 9: what people answered on rows of sources that were doubtful, an append-only log
    """
    CREATE TABLE status_answer (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- of one row the later line counts
        row_key TEXT NOT NULL,
        ruling TEXT NOT NULL,       -- same, other, none; empty where it says nothing of the task
        side TEXT NOT NULL,         -- upper, lower
        task TEXT NOT NULL,         -- key of the task that is meant
        body TEXT NOT NULL,         -- id of the body that is meant
        said_ruling TEXT NOT NULL,  -- this and the next four: the cells as they were typed
        number TEXT NOT NULL,
        state TEXT NOT NULL,
        whose TEXT NOT NULL,
        note TEXT NOT NULL,
        file TEXT NOT NULL,         -- where the answer came from
        said_at TEXT NOT NULL       -- ISO date and time, local to the office
    ) STRICT;
    CREATE TRIGGER status_answer_is_never_changed BEFORE UPDATE ON status_answer
        BEGIN SELECT RAISE (ABORT, 'answers are only ever added'); END;
    CREATE TRIGGER status_answer_is_never_removed BEFORE DELETE ON status_answer
        BEGIN SELECT RAISE (ABORT, 'answers are only ever added'); END;
    """,
    # 10: notes typed on the page beside questions, as long as no workbook shows them
    """
    CREATE TABLE page_note (
        unit TEXT NOT NULL,         -- id of the unit
        "row" TEXT NOT NULL,        -- key of the row of its review workbook
        "column" TEXT NOT NULL,     -- name of the cell's column
        text TEXT NOT NULL,
        upper_text TEXT NOT NULL,   -- of the upper task that the person saw there
        lower_text TEXT NOT NULL,
        PRIMARY KEY (unit, "row", "column")
    ) STRICT;
    """,
)
