"""Changes recognised in harmony and bass, or taken from chord texts."""
