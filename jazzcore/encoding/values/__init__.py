"""The course's values: grammar, theory, vocabulary and training windows."""
