"""Parsers run in a child process with limits."""
