"""Parsers of uploads in a child process with limits. Imports only `errors`."""
