"""The tables of the database, in SQL.

`takes` holds what the files of takes say, `marks` the names, notes and stars that people give takes and models, and
`marked_takes` joins both. `votes` and `vote_sides` hold blind tests, `charts` the charts that people typed, `settings`
what the page remembers.
"""

TABLES = (
    """
    CREATE TABLE IF NOT EXISTS takes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        take_id TEXT NOT NULL UNIQUE,
        created TEXT NOT NULL,
        title TEXT NOT NULL,
        recipe TEXT NOT NULL,
        epochs INTEGER NOT NULL,
        corpus_name TEXT NOT NULL,
        corpus_digest TEXT NOT NULL,
        model TEXT NOT NULL,
        temperature REAL NOT NULL,
        seed INTEGER NOT NULL,
        tempo_bpm REAL NOT NULL,
        feel TEXT NOT NULL,
        instrument TEXT NOT NULL,
        changes_digest TEXT NOT NULL,
        duration_sec REAL NOT NULL,
        note_count INTEGER NOT NULL,
        problem TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS marks (
        kind TEXT NOT NULL,
        item_id TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        stars INTEGER NOT NULL DEFAULT 0,
        deleted TEXT,
        PRIMARY KEY (kind, item_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE VIEW IF NOT EXISTS marked_takes AS
    SELECT
        takes.*, coalesce(name, '') AS name, coalesce(note, '') AS note, coalesce(stars, 0) AS stars, deleted,
        title || ' ' || coalesce(name, '') || ' ' || coalesce(note, '') || ' ' || corpus_name || ' ' || recipe AS words
    FROM takes LEFT JOIN marks ON kind = 'takes' AND item_id = take_id
    """,
    """
    CREATE TABLE IF NOT EXISTS votes (
        vote_id INTEGER PRIMARY KEY,
        voted TEXT NOT NULL,
        preference TEXT NOT NULL CHECK (preference IN ('first', 'second', 'neither'))
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS vote_sides (
        vote_id INTEGER NOT NULL REFERENCES votes,
        place INTEGER NOT NULL CHECK (place IN (0, 1)),
        item TEXT NOT NULL,
        changes TEXT NOT NULL,
        corpus_name TEXT NOT NULL,
        corpus_digest TEXT NOT NULL,
        is_real INTEGER NOT NULL,
        recipe TEXT NOT NULL,
        epochs INTEGER NOT NULL,
        bundle_digest TEXT NOT NULL,
        temperature REAL,
        rhythm_temperature REAL,
        top_p REAL,
        PRIMARY KEY (vote_id, place)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS charts (
        chart_id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID
    """,
)
