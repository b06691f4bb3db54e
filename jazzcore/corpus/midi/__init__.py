"""MIDI files: scanned, parsed in a child process, parts described, melody and chords proposed."""
