"""Labels, lines and file names by example."""

from dataclasses import replace

import pytest

from jazzcore.band.settings import band_for
from jazzcore.evaluation.originality import CopiedRun
from jazzcore.evaluation.report import Originality
from jazzcore.models.bundle import EpochLoss
from jazzcore.models.store import BundleSummary
from jazzcore.music.leadsheet import LeadSheet, Meter, bars_of
from jazzcore.music.solo import Solo
from jazzcore.page.shared import words
from jazzcore.recipes.recipe import CorpusSummary
from jazzcore.render.audio.render import Audio
from jazzcore.takes.take import Take, TakeSettings
from jazzcore.training.views import JobState, JobView
from tests.origins import origin_of

RUN = JobView("1", "Etudes, course", JobState.RUNNING, 0, 43, 100, (EpochLoss(43, 9.26),), 12.4)


def test_a_model_is_named_by_what_it_learnt() -> None:
    summary = BundleSummary("Etudes", "course", 1, 9.26, "2026-11-21T12:00:00+00:00")
    assert words.model_name(summary) == "Etudes · course · 1 epoch"
    assert words.model_label(summary) == f"Etudes · course · 1 epoch · loss 9.3 · {words.date_time(summary.created)}"


def test_a_moment_is_short() -> None:
    assert words.date_time("2026-11-21T12:05:59") == "21 Nov, 12:05"


def test_figures_in_three_lines() -> None:
    summary = CorpusSummary(1, 18, 193, 275, 90, (60, 30, 90), (30, 60, 90), 19)
    assert words.summary_lines(summary) == (
        "1 piece · 18 bars · 193 notes · 19 chord bars",
        "275 values · 90 unique",
        "X (60, 30, 90) · Y (30, 60, 90)",
    )


def test_originality_in_words() -> None:
    run, other = CopiedRun(3, 12, 0, 40, "Blue Sky", 9), CopiedRun(20, 11, 1, 4, "Grey Sky", 1)
    head = "The longest run shared with the music learnt from, in any key, is 12 notes: Blue Sky, bar 9. "

    assert words.originality_line(Originality(None, (), 10)).startswith("It shares no run of notes")
    assert words.originality_line(Originality(run, (), 15)) == head + "Real solos share up to 15 with each other."
    assert words.originality_line(Originality(run, (run,), 10)) == (
        head + "It is over the 10 that real solos share, and underlined in the roll."
    )
    assert " It and 1 more run are over the 10 " in words.originality_line(Originality(run, (run, other), 10))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Blue Sky, take 2 (live)", "Blue Sky, take 2 (live)"),
        ("![x](http://a.b/c.png)", "!\\[x\\](http\\://a.b/c.png)".replace("\\:", ":")),
        ("*a* _b_ `c` ~~d~~ $e$ <f>", r"\*a\* \_b\_ \`c\` \~\~d\~\~ \$e\$ \<f>"),
        (":red[a] :material/home:", r"\:red\[a\] \:material/home:"),
        ("# One\n- two\n3. three\n12) four", "\\# One\n\\- two\n3\\. three\n12\\) four"),
    ],
)
def test_a_text_from_outside_is_no_markdown(text: str, shown: str) -> None:
    assert words.plain(text) == shown


@pytest.mark.parametrize(
    ("run", "line"),
    [
        (RUN, "43/100 epochs, 12 s left, loss 9.3"),
        (replace(RUN, seconds_left=None), "43/100 epochs, loss 9.3"),
        (replace(RUN, seconds_left=200.0), "43/100 epochs, 3 min left, loss 9.3"),
        (replace(RUN, state=JobState.STOPPED), "43/100 epochs, loss 9.3"),
        (JobView("1", "", JobState.WAITING, 1, 0, 100), "0/100 epochs"),
    ],
)
def test_progress(run: JobView, line: str) -> None:
    assert words.progress_line(run) == line


def test_settings_tell_all_that_makes_a_take() -> None:
    assert words.settings_line(TakeSettings(value_count=50, band=band_for("bossa", 140, 65))) == (
        "Ty 50 · temperature 0.90 · seed 1 · 140 bpm · Bossa nova · even · Alto sax"
    )
    told = words.settings_line(TakeSettings(top_p=0.5, band=replace(band_for("swing", 120, 56), swing_ratio=2)))
    assert told.startswith("1 chorus · ")
    assert words.settings_line(TakeSettings(choruses=3)).startswith("3 choruses · ")
    assert "top-p 0.50" in told
    assert "Swing · 2.0 : 1 · Trumpet" in told


def test_a_take_says_who_played_it() -> None:
    solo = Solo("Blue/../Étude №1", (), (), (), ())
    take = Take(
        "t",
        "",
        "shipped-etudes",
        TakeSettings(seed=12),
        origin_of(solo),
        solo,
        b"",
        audio=Audio(b"", 0.0, 0.0, "", None),
    )
    assert words.played_by(take) == "Etudes · studio · 12 epochs"
    assert words.played_by(replace(take, origin=replace(take.origin, recipe=""))) == "shipped-etudes"


def test_a_corpus_of_uploads_is_named_by_its_first() -> None:
    assert words.corpus_name(["Blue"]) == "Blue"
    assert words.corpus_name(["Blue", "Green", "Red"]) == "Blue and 2 more"


def test_changes_are_named_by_title_length_and_key() -> None:
    chart = LeadSheet("Blue", (), (), bars_of(Meter(), 12), 120.0, "", key="F major")
    assert words.chart_label(chart) == "Blue · 12 bars · F major"
    assert words.chart_label(replace(chart, key=None)) == "Blue · 12 bars"


def test_repeated_labels_get_numbers() -> None:
    assert words.unique(["Piano", "Bass", "Piano", "Piano"]) == ["Piano", "Bass", "Piano (2)", "Piano (3)"]
    assert words.unique(["Piano", "Piano (2)", "Piano"]) == ["Piano", "Piano (2)", "Piano (3)"]
