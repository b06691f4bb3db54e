"""Chord charts: reading, writing, repeats, forms and transposition. Imports only `music` and `errors`."""
