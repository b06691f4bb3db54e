"""An arrangement to MIDI, to sound and to sheet music. Imports `band` and below."""
