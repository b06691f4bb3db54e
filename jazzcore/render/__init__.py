"""From an arrangement to MIDI bytes and from those to sound."""
