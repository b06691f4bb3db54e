"""How well files are understood: parts, chords, timing, notation, damaged files."""
