"""Key and form of music, estimated from notes and chords. Imports only `music`, `errors` and numpy."""
