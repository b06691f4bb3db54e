import sqlite3
from collections import Counter
from contextlib import closing
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from jazzcore.corpus.weimar.lead_sheets import CREDIT, read_solos
from jazzcore.corpus.weimar.solos import list_solos
from jazzcore.errors import CorpusError
from jazzcore.music.chords.table import chord_of
from jazzcore.music.leadsheet import LeadSheet, Meter, chord_at
from tests.corpus.weimar.weimar_files import NOTE, SOLO, beats, write_database

THREE_SOLOS = (1, 152, 308)
"""One with a pickup, one in 4/4 and 5/4, one in 4/4 and 3/4 with odd divisions."""


def read(path: Path) -> LeadSheet:
    (sheet,) = read_solos(path, [1])
    return sheet


def note(bar: int, beat: int, tatum: int = 1, division: int = 1, **other: object) -> dict[str, object]:
    return NOTE | {"bar": bar, "beat": beat, "tatum": tatum, "division": division} | other


def chords(sheet: LeadSheet) -> list[tuple[Fraction, str]]:
    return [(event.onset_quarter, event.chord.symbol) for event in sheet.chords]


def test_notes_stand_on_their_tatums_exactly(tmp_path: Path) -> None:
    tatums = [note(1, 1), note(1, 2, 2, 3), note(1, 3, 4, 5), note(1, 4, 6, 7), note(2, 1, 11, 36)]
    sheet = read(write_database(tmp_path / "w.db", notes=tatums, beats=beats([1, 2])))

    assert [n.onset_quarter for n in sheet.melody] == [
        *(Fraction(0), Fraction(4, 3), Fraction(13, 5), Fraction(26, 7)),
        4 + Fraction(10, 36),
    ]


def test_lengths_are_played_ones_on_the_grid_and_end_at_the_next_onset(tmp_path: Path) -> None:
    """A beat lasts half a second: 0.26 s are 0.52 beats, nearest to 6 of 12 steps."""
    notes = [
        note(1, 1, duration=0.26),
        note(1, 2, duration=0.9),  # to the next onset, a third of a beat later
        note(1, 2, 2, 3, duration=0.001),
        note(1, 3, 1, 5, duration=0.5),
        note(1, 3, 2, 5, duration=9.0),  # to the end of the last bar
    ]
    sheet = read(write_database(tmp_path / "w.db", notes=notes, beats=beats([1])))

    assert [n.duration_quarter for n in sheet.melody] == [
        *(Fraction(1, 2), Fraction(1, 3), Fraction(1, 12), Fraction(1, 5), Fraction(9, 5)),
    ]


def test_a_pickup_keeps_its_bars_and_silent_bars_before_it_are_left_out(tmp_path: Path) -> None:
    sheet = read(
        write_database(
            tmp_path / "w.db",
            notes=[note(-1, 4), note(2, 1)],
            beats=beats(range(-5, 4), {(-5, 1): "NC", (-2, 1): "Bb7", (1, 3): "Eb7"}),
        )
    )

    assert (sheet.first_bar, len(sheet.bars)) == (-1, 5)
    assert [n.onset_quarter for n in sheet.melody] == [3, 12]
    assert chords(sheet) == [(0, "Bb7"), (10, "Eb7")]


def test_a_sheet_begins_with_the_form_where_the_solo_comes_in_later(tmp_path: Path) -> None:
    sheet = read(write_database(tmp_path / "w.db", notes=[note(3, 1)], beats=beats(range(0, 5))))

    assert (sheet.first_bar, len(sheet.bars), sheet.melody[0].onset_quarter) == (1, 4, 8)


def test_a_last_bar_that_is_cut_off_is_left_out_unless_it_has_a_note(tmp_path: Path) -> None:
    downbeat = {"melid": 1, "bar": 3, "beat": 1, "signature": "4/4", "chord": "NC"}
    without = write_database(tmp_path / "a.db", notes=[note(1, 1)], beats=[*beats([1, 2]), downbeat])
    with_note = write_database(tmp_path / "b.db", notes=[note(1, 1), note(3, 1)], beats=[*beats([1, 2]), downbeat])

    assert len(read(without).bars) == 2
    assert len(read(with_note).bars) == 3


def test_meters_change_with_the_bars(tmp_path: Path) -> None:
    sheet = read(
        write_database(
            tmp_path / "w.db",
            notes=[note(1, 1), note(2, 1, period=3), note(4, 2, period=5), note(6, 2, period=6, denom=8)],
            beats=beats([1, 2, 3, 4, 5], {(4, 2): "C7"}),
        )
    )

    assert [bar.meter for bar in sheet.bars] == [
        *(Meter(4, 4), Meter(3, 4), Meter(3, 4), Meter(5, 4), Meter(5, 4), Meter(6, 8)),
    ]
    assert [n.onset_quarter for n in sheet.melody] == [0, 4, 11, 20 + Fraction(1, 2)]
    assert chords(sheet) == [(11, "C7")]


@pytest.mark.parametrize("blank", [None, "", " "])
def test_chords_may_be_repeated_or_left_blank_until_they_change(tmp_path: Path, blank: str | None) -> None:
    written = {(1, 1): "C-7", (1, 3): "F7", (2, 1): "F7", (2, 2): "Bbj7"}
    rows = [*beats([1, 2])]
    sparse = [row | {"chord": written.get((row["bar"], row["beat"]), blank)} for row in rows]  # type: ignore[call-overload]  # rows are of any values
    full = [
        row | {"chord": symbol}
        for row, symbol in zip(rows, ["C-7", "C-7", "F7", "F7", "F7", *["Bbj7"] * 3], strict=True)
    ]

    for name, beat_rows in (("sparse.db", sparse), ("full.db", full)):
        sheet = read(write_database(tmp_path / name, beats=beat_rows))
        assert chords(sheet) == [(0, "Cm7"), (2, "F7"), (5, "Bbmaj7")]


def test_a_solo_without_any_chord_is_heard_against_its_key_and_says_what_that_costs(tmp_path: Path) -> None:
    sheet = read(write_database(tmp_path / "w.db"))
    assert set(chords(sheet)) == {(bar.onset_quarter, "Bbmaj7") for bar in sheet.bars}
    assert sheet.remarks == (
        "It has no chord symbols, so every note is heard against Bb major; the model will learn no changes.",
    )


def test_what_a_sheet_says_of_its_solo(tmp_path: Path) -> None:
    latin = SOLO | {"melid": 2, "titleaddon": "Alternate Take", "solopart": 2, "rhythmfeel": "LATIN", "key": ""}
    path = write_database(tmp_path / "w.db", solos=[latin, SOLO], notes=[NOTE | {"melid": 2}, NOTE])
    second, first = read_solos(path, [2, 1])

    assert (first.title, first.tempo_bpm, first.key) == ("Blue Test (Ann Onymous)", 180.5, "Bb major")
    assert (first.swing_ratio, second.swing_ratio) == (1.0, 1.0)
    assert first.source == f"{CREDIT}, solo 1"
    assert (second.title, second.key) == ("Blue Test, Alternate Take, solo 2 (Ann Onymous)", "C major")


def test_a_note_is_as_loud_as_it_was_played_against_the_others_of_its_solo(tmp_path: Path) -> None:
    """Twelve decibels are twice the velocity, at most eight are believed, and what was not measured is usual."""
    loudness = [60.0, 60.0, 66.0, 54.0, 90.0, -66.0, None]
    notes = [NOTE | {"bar": 1 + n // 4, "beat": 1 + n % 4, "loud_med": db} for n, db in enumerate(loudness)]

    melody = read(write_database(tmp_path / "w.db", notes=notes)).melody

    assert [note.velocity for note in melody] == [80, 80, 113, 57, 127, 50, 80]
    assert read(write_database(tmp_path / "none.db")).melody[0].velocity == 80


@pytest.mark.parametrize(
    ("late", "count", "ratio"), [(0.6, 8, 1.5), (0.6, 7, 1.0), (0.45, 8, 1.0), (0.9, 8, 3.0), (0.5, 8, 1.0)]
)
def test_the_swing_of_a_solo_is_measured_where_beats_enough_are_halved(
    tmp_path: Path, late: float, count: int, ratio: float
) -> None:
    """Beats of half a second, the second eighth begun at a share of each; a triplet's note counts for nothing."""
    timed = [row | {"onset": 0.5 * place} for place, row in enumerate(beats(range(1, 4)))]
    places = [(bar, beat) for bar in range(1, 4) for beat in range(1, 5)]
    halved = [
        NOTE | {"bar": bar, "beat": beat, "division": 2, "tatum": 2, "onset": 0.5 * (place + late)}
        for place, (bar, beat) in enumerate(places[:count])
    ]
    triplet = NOTE | {"bar": 3, "beat": 4, "division": 3, "tatum": 2, "onset": 0.5 * 11.1}

    assert read(write_database(tmp_path / "w.db", notes=[*halved, triplet], beats=timed)).swing_ratio == ratio


def test_an_unknown_chord_is_not_guessed(tmp_path: Path) -> None:
    path = write_database(tmp_path / "w.db", beats=beats([1], {(1, 1): "Gped"}))

    with pytest.raises(
        CorpusError, match=r"^w\.db, solo 1: 'Gped' has the unknown quality 'ped'; choose other solos\."
    ):
        read(path)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"beat": 5}, {"beat": 0}, {"tatum": 2}, {"division": 0}, {"period": None}, {"bar": "one"}, {"bar": 10**9}),
        *({"pitch": 200.0}, {"pitch": None}, {"beatdur": 0.0}, {"duration": -1.0}, {"duration": 1e300}),
        *({"duration": float("inf")}, {"melid": 1, "period": 10**6, "beat": 10**5}, {"division": 10**9}),
    ],
)
def test_an_impossible_note_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    path = write_database(tmp_path / "w.db", notes=[NOTE, NOTE | wrong])

    with pytest.raises(CorpusError, match=r"^w\.db has an impossible note in solo 1 \(.*; download wjazzd\.db again"):
        read(path)


@pytest.mark.parametrize("wrong", [{"beat": 0}, {"bar": None}, {"bar": 10**9}, {"chord": b"C"}, {"signature": b"4/4"}])
def test_an_impossible_beat_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    beat: dict[str, object] = {"melid": 1, "bar": 1, "beat": 1, "signature": "4/4", "chord": "C"}

    with pytest.raises(CorpusError, match=r"^w\.db has an impossible beat in solo 1"):
        read(write_database(tmp_path / "w.db", beats=[beat | wrong]))


@pytest.mark.parametrize("melid", [2, 99])
def test_a_solo_that_is_not_there_or_has_no_notes_is_reported(tmp_path: Path, melid: int) -> None:
    path = write_database(tmp_path / "w.db", solos=[SOLO, SOLO | {"melid": 2}])

    with pytest.raises(CorpusError, match=rf"^w\.db has no solo {melid} with notes"):
        read_solos(path, [1, melid])


@pytest.fixture(scope="module")
def database(shared: Path) -> Path:
    return shared / "data" / "wjazzd.db"


@pytest.fixture(scope="module")
def sheets(database: Path) -> dict[int, LeadSheet]:
    """All solos, by their number."""
    melids = [solo.melid for solo in list_solos(database)]
    return dict(zip(melids, read_solos(database, melids), strict=True))


def rows_of(database: Path, query: str, melid: int) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        return base.execute(query, (melid,)).fetchall()


@pytest.mark.slow
def test_the_whole_database_comes_out(sheets: dict[int, LeadSheet]) -> None:
    assert len(sheets) == 456
    assert sum(len(sheet.melody) for sheet in sheets.values()) == 200_809
    meters = Counter(bar.meter for sheet in sheets.values() for bar in sheet.bars)
    assert set(meters) == {Meter(count, 4) for count in (1, 3, 4, 5, 6, 9)}
    for sheet in sheets.values():
        assert all(first.end_quarter <= second.onset_quarter for first, second in pairwise(sheet.melody))
        assert all(n.duration_quarter > 0 for n in sheet.melody)
        assert sheet.melody[-1].end_quarter <= sheet.end_quarter


@pytest.mark.slow
@pytest.mark.parametrize("melid", THREE_SOLOS)
def test_three_solos_note_by_note(database: Path, sheets: dict[int, LeadSheet], melid: int) -> None:
    sheet = sheets[melid]
    rows = rows_of(
        database,
        "SELECT bar, beat, tatum, division, period, pitch, duration / beatdur FROM melody WHERE melid = ? "
        "ORDER BY eventid",
        melid,
    )
    assert len(sheet.melody) == len(rows)
    for n, later, (bar, beat, tatum, division, period, pitch, played_beats) in zip(
        sheet.melody, [*sheet.melody[1:], None], rows, strict=True
    ):
        its_bar = sheet.bars[bar - sheet.first_bar]
        assert its_bar.meter == Meter(period, 4)
        assert n.onset_quarter == its_bar.onset_quarter + beat - 1 + Fraction(tatum - 1, division)
        assert n.pitch == pitch
        is_cut = later is not None and n.end_quarter == later.onset_quarter
        assert is_cut or n.duration_quarter == max(round(played_beats * 12), 1) * Fraction(1, 12)


@pytest.mark.slow
@pytest.mark.parametrize("melid", THREE_SOLOS)
def test_three_solos_beat_by_beat(database: Path, sheets: dict[int, LeadSheet], melid: int) -> None:
    sheet = sheets[melid]
    rows = rows_of(database, "SELECT bar, beat, chord FROM beats WHERE melid = ? AND chord IS NOT NULL", melid)
    heard = [row for row in rows if 0 <= row[0] - sheet.first_bar < len(sheet.bars)]
    assert len(heard) > 100
    for bar, beat, symbol in heard:
        moment = sheet.bars[bar - sheet.first_bar].onset_quarter + beat - 1
        assert chord_at(sheet.chords, moment).chord == chord_of(symbol)
