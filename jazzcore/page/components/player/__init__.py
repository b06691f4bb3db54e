"""The player of a take: sound, piano roll, sheet music."""
