"""Blind tests: what is heard against what, the votes, and what they say. Imports `library.storage` and rooms below."""
