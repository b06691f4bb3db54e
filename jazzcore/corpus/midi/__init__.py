"""MIDI files: scanned, parsed in a child process, made lead sheets. Imports `harmony`, `rhythm`, `sandbox`."""
