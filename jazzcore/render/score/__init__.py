"""A solo to sheet music: MusicXML, engraving and PDF."""
