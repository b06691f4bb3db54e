"""Scores with chord symbols: MusicXML, compressed MusicXML and ABC."""
