"""MIDI to sound: FluidSynth, the built-in synthesiser, stems, loudness and compression."""
