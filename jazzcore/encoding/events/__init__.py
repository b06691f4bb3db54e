"""Events on a grid over the chords: features, harmonic context and motif memory."""
