"""MusicXML scores built in memory, as small as they can be."""

import io
import zipfile

DIVISIONS = 12
CONTAINER = (
    '<?xml version="1.0"?><container><rootfiles><rootfile full-path="{}" '
    'media-type="application/vnd.recordare.musicxml+xml"/></rootfiles></container>'
)


def note(step: str, octave: int, quarters: float, more: str = "", alter: int = 0) -> str:
    """A note of so many quarters; `more` stands behind its duration (a tie, a voice)."""
    return (
        f"<note><pitch><step>{step}</step><alter>{alter}</alter><octave>{octave}</octave></pitch>"
        f"<duration>{round(quarters * DIVISIONS)}</duration>{more}</note>"
    )


def rest(quarters: float) -> str:
    return f"<note><rest/><duration>{round(quarters * DIVISIONS)}</duration></note>"


def harmony(root: str, kind: str = "major", text: str = "", more: str = "", alter: int = 0) -> str:
    """A chord symbol; `more` stands behind its kind (a bass, degrees, an offset)."""
    return (
        f"<harmony><root><root-step>{root}</root-step><root-alter>{alter}</root-alter></root>"
        f'<kind text="{text}">{kind}</kind>{more}</harmony>'
    )


def degree(value: int, alter: int, kind: str) -> str:
    return (
        f"<degree><degree-value>{value}</degree-value><degree-alter>{alter}</degree-alter>"
        f"<degree-type>{kind}</degree-type></degree>"
    )


def attributes(meter: tuple[int, int] = (4, 4), fifths: int = 0, mode: str = "major", more: str = "") -> str:
    return (
        f"<attributes><divisions>{DIVISIONS}</divisions><key><fifths>{fifths}</fifths><mode>{mode}</mode></key>"
        f"<time><beats>{meter[0]}</beats><beat-type>{meter[1]}</beat-type></time>{more}</attributes>"
    )


def repeat_start() -> str:
    return '<barline location="left"><repeat direction="forward"/></barline>'


def repeat_end(more: str = "", times: int | None = None) -> str:
    said = "" if times is None else f' times="{times}"'
    return f'<barline location="right">{more}<repeat direction="backward"{said}/></barline>'


def ending(number: str, kind: str) -> str:
    return f'<ending number="{number}" type="{kind}"/>'


def words(text: str) -> str:
    return f"<direction><direction-type><words>{text}</words></direction-type></direction>"


def score(*measures: str, title: str = "A tune", more_parts: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A score of a part of these measures, and of more parts; the first measure of each begins with its attributes."""
    parts = (measures, *more_parts)
    listed = "".join(
        f'<score-part id="P{index}"><part-name>Part {index}</part-name></score-part>'
        for index in range(1, len(parts) + 1)
    )
    written = "".join(
        f'<part id="P{index}">'
        + "".join(f'<measure number="{number}">{measure}</measure>' for number, measure in enumerate(part, start=1))
        + "</part>"
        for index, part in enumerate(parts, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
        '"http://www.musicxml.org/dtds/partwise.dtd">\n'
        f'<score-partwise version="4.0"><work><work-title>{title}</work-title></work>'
        f"<part-list>{listed}</part-list>{written}</score-partwise>"
    ).encode()


def small_score() -> bytes:
    """Two bars: Dm7 G7, Cmaj7, with a triplet, a tie and a pickup's worth of nothing else."""
    return score(
        attributes()
        + harmony("D", "minor-seventh", "m7")
        + note("D", 5, 1)
        + note("F", 5, 1)
        + harmony("G", "dominant", "7")
        + note("G", 5, 2, '<tie type="start"/>'),
        note("G", 5, 2, '<tie type="stop"/>') + harmony("C", "major-seventh", "maj7") + note("E", 5, 2),
    )


def mxl(data: bytes, name: str = "score.xml", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A compressed score with its container."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER.format(name))
        archive.writestr(name, data)
    return packed.getvalue()
