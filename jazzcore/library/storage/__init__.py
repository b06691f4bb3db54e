"""Private machinery below the studio: folders of files and the SQLite database. Imports `durable` and `errors`."""
