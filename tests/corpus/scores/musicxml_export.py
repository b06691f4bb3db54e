"""Lead sheets as music21 writes them into MusicXML."""

from music21 import harmony, instrument, key, metadata, meter, note, stream, tempo
from music21.musicxml.m21ToXml import GeneralObjectExporter

from jazzcore.music.leadsheet import LeadSheet


def musicxml_of(sheet: LeadSheet) -> bytes:
    """A lead sheet as music21 writes it."""
    part = stream.Part([instrument.Instrument("Tenor")])
    tonic, mode = (sheet.key or "C major").split()
    part.insert(0, meter.TimeSignature(f"{sheet.bars[0].meter.beats}/{sheet.bars[0].meter.unit}"))
    part.insert(0, key.Key(tonic.replace("b", "-"), mode))
    part.insert(0, tempo.MetronomeMark(number=sheet.tempo_bpm))
    for each in sheet.melody:
        part.insert(each.onset_quarter, note.Note(each.pitch, quarterLength=each.duration_quarter))
    for event in sheet.chords:
        part.insert(event.onset_quarter, harmony.ChordSymbol(_metric(event.chord.symbol)))
    written = stream.Score([part])
    written.metadata = metadata.Metadata(title=sheet.title)
    return bytes(GeneralObjectExporter(written).parse())


def _metric(symbol: str) -> str:
    """A chord symbol as music21 spells it: a flat root is `B-`, a minor chord with a major seventh `mM7`."""
    root = symbol[0] + "-" * (symbol[1:2] == "b")
    return root + symbol[len(root) :].replace("mmaj7", "mM7")
