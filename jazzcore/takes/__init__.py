"""Takes: made, exported, embedded in files, previewed; nothing is saved here. Imports `pipeline` and below."""
