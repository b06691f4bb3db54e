"""Plain frozen music data: notes, meter, chords, lead sheets. No foreign library."""
