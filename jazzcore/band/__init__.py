"""From changes to accompanying parts: chords, bass, swing."""
