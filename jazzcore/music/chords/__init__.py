"""Chord symbols: the one table of chords, spellings, names and suggestions. Imports only `music` and `errors`."""
