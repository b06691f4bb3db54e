"""From files to lead sheets: readers, parts, chords, and the corpus they make."""
