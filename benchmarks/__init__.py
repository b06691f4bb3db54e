"""Measures what the studio promises, for docs/figures.md; `make bench` measures the speed."""
