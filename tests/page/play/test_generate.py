"""Solos over one's own changes with a band, as a visitor asks for them, without a browser."""

from io import BytesIO

import pretty_midi
import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.corpus.etudes import bundled_etudes
from jazzcore.evaluation.report import MOST_COPIED_NOTES
from jazzcore.library.takes import Takes
from jazzcore.takes.make import MOST_ATTEMPTS
from jazzcore.takes.take import Take
from tests.page.page_reading import generate, labelled, press, sentences, shown_takes, texts

A_SEED = 7
TRUMPET = 56
"""General MIDI's program, counted from 0."""


def choose(page: AppTest, label: str, beginning: str) -> None:
    """Choose the option of a menu that begins so, and let the page react."""
    menu = labelled(page.selectbox, label)
    (option,) = (option for option in menu.options if option.startswith(beginning))
    menu.select(option)
    page.run()


def write_chart(page: AppTest, text: str) -> None:
    """What the chart's field does when a person has written in it."""
    page.session_state["text-own-0"] = text
    page.run()


def symbols(take: Take) -> list[str]:
    return [event.chord.symbol for event in take.solo.chords]


def midi_of(take: Take) -> dict[str, pretty_midi.Instrument]:
    return {part.name: part for part in pretty_midi.PrettyMIDI(BytesIO(take.midi)).instruments}


def test_a_form_is_played_in_its_tempo_feel_and_any_key(page: AppTest) -> None:
    choose(page, "Changes", "Bossa")
    assert labelled(page.slider, "Tempo").value == 132
    assert labelled(page.selectbox, "Feel").value == "bossa"
    assert labelled(page.slider, "Swing").value == 1.0
    choose(page, "Key", "G major")
    labelled(page.segmented_control, "Length").set_value("Fill the form")

    take = generate(page, A_SEED)

    assert take.solo.title == "Bossa, 32 bars"
    assert symbols(take)[:4] == ["Gmaj9", "Gmaj9", "Bm7", "E7b9"]
    assert len(take.solo.bars) == 32
    assert (take.settings.band.feel, take.settings.band.tempo_bpm) == ("bossa", 132)


def test_ones_own_chart_is_played_as_often_as_asked(page: AppTest) -> None:
    choose(page, "Changes", "Your own")
    write_chart(page, "3/4 Dm7 | G7 | Cmaj7 | %")
    labelled(page.segmented_control, "Length").set_value("Fill the form")
    labelled(page.slider, "Choruses").set_value(3)

    take = generate(page, A_SEED)

    assert [bar.meter.beats for bar in take.solo.bars] == [3] * 12
    assert symbols(take)[:3] == ["Dm7", "G7", "Cmaj7"]
    assert "3 choruses · " in texts(page)


def test_nothing_is_played_over_a_chart_with_a_wrong_symbol(page: AppTest) -> None:
    choose(page, "Changes", "Your own")
    write_chart(page, "Dm7 | Hm7")
    assert labelled(page.button, "Generate").disabled
    write_chart(page, "Dm7 | G7")
    assert not labelled(page.button, "Generate").disabled
    assert symbols(generate(page, A_SEED))[:2] == ["Dm7", "G7"]


def test_a_piece_left_as_it_is_keeps_the_very_sound_of_its_chords(page: AppTest) -> None:
    take = generate(page, A_SEED)
    assert take.solo.chords[0] == bundled_etudes().pieces[0].chords[0]


def test_each_part_of_the_band_is_muted_changed_and_mixed(page: AppTest) -> None:
    whole = midi_of(generate(page, A_SEED))
    assert list(whole) == ["Solo", "Piano", "Bass", "Drums"]
    labelled(page.checkbox, "Drums").uncheck()
    labelled(page.selectbox, "Instrument of Bass").select("Electric bass")
    labelled(page.slider, "Volume of Chords").set_value(20)

    changed = midi_of(generate(page, A_SEED))

    assert list(changed) == ["Solo", "Piano", "Bass"]
    assert changed["Bass"].program == 33
    assert [change.value for change in changed["Piano"].control_changes if change.number == 7] == [20]
    assert [note.pitch for note in changed["Solo"].notes] == [note.pitch for note in whole["Solo"].notes]


def test_each_setting_is_saved_as_the_one_it_is(page: AppTest) -> None:
    """Every setting has a number of its own, so that no two of them can change places."""
    choose(page, "Feel", "Bossa")
    choose(page, "Soloist", "Trumpet")
    numbers = {
        **{"Ty": 12, "Choruses": 3, "Temperature": 0.35, "Rhythm": 1.4, "Top-p": 0.6, "Tempo": 97, "Swing": 2.4},
        **{"Volume of Solo": 101, "Volume of Chords": 33, "Volume of Bass": 54, "Volume of Drums": 76},
    }
    for label, number in numbers.items():
        labelled(page.slider, label).set_value(number)
    labelled(page.checkbox, "Bass").uncheck()
    labelled(page.checkbox, "Human timing and touch").uncheck()

    settings = generate(page, A_SEED).settings
    band = settings.band

    assert (settings.value_count, settings.choruses, settings.seed) == (12, 3, A_SEED)
    assert (settings.temperature, settings.rhythm_temperature, settings.top_p) == (0.35, 1.4, 0.6)
    assert (band.feel, band.tempo_bpm, band.swing_ratio, band.humanise) == ("bossa", 97, 2.4, 0.0)
    assert [part.volume for part in (band.solo, band.piano, band.bass, band.drums)] == [101, 33, 54, 76]
    assert [part.muted for part in (band.solo, band.piano, band.bass, band.drums)] == [False, False, True, False]
    assert band.solo.program == TRUMPET


def test_a_silent_band_is_reported(page: AppTest) -> None:
    for part in ("Solo", "Chords", "Bass", "Drums"):
        labelled(page.checkbox, part).uncheck()
    press(page, "Generate")
    assert sentences(page) == ["All four parts are muted, so there is nothing to hear; let one of them sound."]


def test_rhythm_has_its_own_temperature_where_the_recipe_has(page: AppTest) -> None:
    first = generate(page, A_SEED)
    labelled(page.slider, "Rhythm").set_value(0.2)
    second = generate(page, A_SEED)
    onsets = [[played.note.onset_quarter for played in take.solo.notes] for take in (first, second)]
    assert onsets[0] != onsets[1]
    choose(page, "Model", "Bundled etudes · course")
    assert "Rhythm" not in [slider.label for slider in page.slider]


def test_a_solo_goes_on_from_a_piece_or_from_the_take_shown(page: AppTest) -> None:
    from_nothing = generate(page, A_SEED)
    labelled(page.selectbox, "Go on from").select("Corner Lamp Blues")
    from_piece = generate(page, A_SEED)
    labelled(page.selectbox, "Go on from").select("The take shown")
    from_take = generate(page, A_SEED)
    assert len({take.solo.notes[:8] for take in (from_nothing, from_piece, from_take)}) == 3


def test_the_report_stands_under_the_take(page: AppTest) -> None:
    take = generate(page, A_SEED)
    assert take.report
    assert take.report.originality
    (table,) = (html.proto.body for html in page.get("html") if "<table" in html.proto.body)
    assert f"{take.report.inside_count} of " in table
    assert "the music learnt from, in any key" in texts(page)
    press(page, "Hear both")
    assert len(page.get("audio")) == 2


def test_a_take_that_copied_was_sampled_again_and_says_so(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a limit of three notes every attempt copies."""
    monkeypatch.setattr("jazzcore.evaluation.report.MOST_COPIED_NOTES", 3)
    take = generate(page, A_SEED)
    assert take.report
    assert take.report.originality
    assert take.report.originality.most_notes < MOST_COPIED_NOTES
    remarks = [info.value for info in page.info]
    assert remarks[0].startswith(f"Generated again {MOST_ATTEMPTS - 1} times, because it had copied")
    assert remarks[1].startswith("It still copies")
    (shown,) = shown_takes(page)
    assert sum(note["copied"] for note in shown["roll"]["notes"]) >= take.report.originality.over_limit[0].note_count


def test_a_new_take_is_shown_without_reading_it_back(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Takes, "open", lambda *_: pytest.fail("read from the disk"))
    labelled(page.number_input, "Seed").set_value(11)

    press(page, "Generate")

    assert sentences(page) == []
    assert len(shown_takes(page)) == 1
