"""Scores with chord symbols: MusicXML, compressed MusicXML and ABC. Imports `harmony`, `rhythm`, `sandbox`."""
