"""The command line: the page's own functions, from a terminal. Imports `training` and below."""
