"""The library's tables and what is asked of them, in SQL.

`takes` is what the files of takes tell, `marks` what people say of takes and models, `marked_takes` both together.
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
)

ENTER = """
    INSERT INTO takes (
        take_id, created, title, recipe, epochs, corpus_name, corpus_digest, model, temperature, seed, tempo_bpm, feel,
        instrument, changes_digest, duration_sec, note_count, problem
    ) VALUES (
        :take_id, :created, :title, :recipe, :epochs, :corpus_name, :corpus_digest, :model, :temperature, :seed,
        :tempo_bpm, :feel, :instrument, :changes_digest, :duration_sec, :note_count, :problem
    )
    ON CONFLICT (take_id) DO UPDATE SET
        created = excluded.created, title = excluded.title, recipe = excluded.recipe, epochs = excluded.epochs,
        corpus_name = excluded.corpus_name, corpus_digest = excluded.corpus_digest, model = excluded.model,
        temperature = excluded.temperature, seed = excluded.seed, tempo_bpm = excluded.tempo_bpm, feel = excluded.feel,
        instrument = excluded.instrument, changes_digest = excluded.changes_digest,
        duration_sec = excluded.duration_sec, note_count = excluded.note_count, problem = excluded.problem
"""

FIND = """
    SELECT take_id FROM marked_takes
    WHERE (deleted IS NOT NULL) = :deleted
        AND (:recipes = '[]' OR recipe IN (SELECT value FROM json_each(:recipes)))
        AND (:corpora = '[]' OR corpus_name IN (SELECT value FROM json_each(:corpora)))
        AND (:since IS NULL OR created >= :since)
        AND (:until IS NULL OR created < :until)
        AND stars >= :least_stars
        AND (:changes_digest = '' OR changes_digest = :changes_digest)
        AND (:text = '' OR is_wanted(words))
    ORDER BY CASE WHEN :best_first THEN stars END DESC, deleted DESC, created DESC, number DESC
"""
"""`is_wanted` is a function of one text that whoever asks brings along."""

MARK = {
    "name": """
        INSERT INTO marks (kind, item_id, name) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET name = excluded.name
    """,
    "note": """
        INSERT INTO marks (kind, item_id, note) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET note = excluded.note
    """,
    "stars": """
        INSERT INTO marks (kind, item_id, stars) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET stars = excluded.stars
    """,
    "deleted": """
        INSERT INTO marks (kind, item_id, deleted) VALUES (?, ?, ?)
        ON CONFLICT (kind, item_id) DO UPDATE SET deleted = excluded.deleted
    """,
}
