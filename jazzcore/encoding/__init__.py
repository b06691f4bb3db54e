"""From lead sheets to what a network reads, and back. Imports `corpus`, `music` and `errors`."""
