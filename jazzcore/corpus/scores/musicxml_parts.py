"""Which parts of a MusicXML score are read. They are chosen before music21 builds them all.

The chords come from the part with most chord symbols. The melody comes from the same part, or from the first part with
notes where that part has none (a rhythm part of slashes, for example) or where no part has chord symbols.
"""

from contextlib import suppress
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from jazzcore.corpus.sandbox.file_names import printable
from jazzcore.errors import CorpusError


@dataclass(frozen=True, slots=True)
class ChosenParts:
    """A score that holds only the chosen parts, the melody's first, and what is known of the whole score.

    `symbols` says in words which chord symbols are read; it is empty where there are none. `tempo_bpm` is the first
    tempo of any part, in quarters a minute, None where there is none.
    """

    score: bytes
    melody_name: str
    symbols: str
    part_count: int
    tempo_bpm: float | None


def chosen_parts(data: bytes) -> ChosenParts:
    """Choose parts of a MusicXML score, given as bytes; raises CorpusError where it is no score or has no melody."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - the scan lets no entity and no deep nesting through
    except (ET.ParseError, ValueError, LookupError) as error:
        raise CorpusError("it is no XML that can be read; export it again.") from error
    if root.tag == "score-timewise":
        raise CorpusError("it is MusicXML ordered by time; export it part by part (score-partwise).")
    if root.tag != "score-partwise":
        raise CorpusError("it is XML, but no MusicXML score; export it as MusicXML.")
    parts = root.findall("part")
    pitched = [index for index, part in enumerate(parts) if _has_melody(part)]
    if not pitched:
        raise CorpusError("it has no part with notes; choose a file with a melody.")
    symbol_counts = [sum(1 for _ in part.iter("harmony")) for part in parts]
    chords = symbol_counts.index(max(symbol_counts)) if any(symbol_counts) else pitched[0]
    melody = chords if chords in pitched else pitched[0]
    names = {each.get("id"): printable(each.findtext("part-name") or "") for each in root.iter("score-part")}
    tempo_bpm = _first_tempo(root)
    for index, part in enumerate(parts):
        if index not in (melody, chords):
            root.remove(part)
    kept = [parts[melody].get("id"), parts[chords].get("id")]
    for part_list in root.findall("part-list"):
        for entry in list(part_list):
            if entry.tag != "score-part" or entry.get("id") not in kept:
                part_list.remove(entry)
    if melody != chords:
        _put_first(root, parts[melody])
    return ChosenParts(
        ET.tostring(root, encoding="utf-8"),
        names.get(kept[0]) or f"part {melody + 1}",
        _symbols_in_words(names.get(kept[1]) or f"part {chords + 1}", symbol_counts[chords], is_own=melody == chords),
        len(parts),
        tempo_bpm,
    )


def _symbols_in_words(part_name: str, count: int, *, is_own: bool) -> str:
    if not count:
        return ""
    return "its own chord symbols" if is_own else f"the chord symbols of {part_name}"


def _first_tempo(root: ET.Element) -> float | None:
    for sound in root.iter("sound"):
        with suppress(ValueError):
            return float(sound.get("tempo", ""))
    return None


def _has_melody(part: ET.Element) -> bool:
    """Whether a part has notes to be played as written, not only slashes for the rhythm."""
    return any(
        note.find("pitch") is not None and note.findtext("notehead") != "slash" and note.find("grace") is None
        for note in part.iter("note")
    )


def _put_first(root: ET.Element, part: ET.Element) -> None:
    position = list(root).index(next(root.iter("part")))
    root.remove(part)
    root.insert(position, part)
