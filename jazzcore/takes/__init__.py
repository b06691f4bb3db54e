"""What a take is: made, exported, embedded in its file, previewed. No store. Imports `pipeline` and below."""
