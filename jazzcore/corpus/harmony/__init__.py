"""Chords recognised in the notes of harmony and bass, and pieces without changes. Imports only `music`."""
