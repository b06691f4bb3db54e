"""Chords recognised in the notes of harmony and bass, and the one key of pieces without changes. Imports `music`."""
