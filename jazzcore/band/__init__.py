"""Bass, comping and drums behind a solo, with feels, swing and human timing. Imports `music` and `errors`."""
