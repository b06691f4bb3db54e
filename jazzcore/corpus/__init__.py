"""Any file to lead sheets, and the corpus they make. Imports only `music` and `errors`."""
