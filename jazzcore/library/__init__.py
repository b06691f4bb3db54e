"""What is saved: takes, models, corpora, votes, as files and in SQLite. Imports `takes` and below."""
