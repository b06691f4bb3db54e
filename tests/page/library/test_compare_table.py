"""Two takes told apart in tables, results of votes in sentences, and bars in seconds, without a page."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from jazzcore.evaluation.reference_ranges import ranges_for
from jazzcore.evaluation.report import report_of
from jazzcore.library.blind.pairs import QUESTIONS, Result
from jazzcore.library.blind.votes import Side
from jazzcore.music.leadsheet import Bar, Meter
from jazzcore.page.components.compare.compare import timeline
from jazzcore.page.library.blind_words import results_tables, sentence, sentences, side_words
from jazzcore.page.library.compare_table import reports_table, settings_table, table
from jazzcore.takes.take import Regenerated
from tests.page.player_takes import eighths, take_of

REAL, RECIPE = QUESTIONS[:2]


def rows(html: str) -> list[list[str]]:
    """The texts of a table's rows, its heads first."""
    found = re.findall(r"<tr>(.*?)</tr>", html)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in found]


def test_the_settings_that_differ_are_reported_and_no_others() -> None:
    take = take_of(eighths())
    other = replace(
        take,
        model="another",
        settings=replace(take.settings, temperature=1.25, seed=7, band=replace(take.settings.band, tempo_bpm=132.5)),
        origin=replace(take.origin, recipe="course", regenerated=(Regenerated(2, 4, 5), Regenerated(0, 1, 6))),
    )

    html = settings_table(take, other, ("Bird", "<b>Bud</b>"))

    assert rows(html) == [
        ["Setting", "A", "B"],
        ["Model", "Bird", "&lt;b&gt;Bud&lt;/b&gt;"],
        ["Recipe", "studio", "course"],
        ["Temperature", "0.90", "1.25"],
        ["Seed", "1", "7"],
        ["Bars regenerated", "none", "3 to 4, 1"],
        ["Tempo", "240 bpm", "132.5 bpm"],
    ]
    assert settings_table(take, take, ("Bird", "Bird")) == ""


def test_two_models_of_one_name_are_told_apart() -> None:
    take = take_of(eighths())

    html = settings_table(take, replace(take, model="another"), ("Bird", "Bird"))

    assert rows(html) == [["Setting", "A", "B"], ["Model", "Bird (test)", "Bird (another)"]]


def test_the_metrics_of_both_reports_stand_side_by_side() -> None:
    busy, calm = (
        report_of([each.note for each in solo.notes], solo.bars, solo.chords, ranges_for(8), None)
        for solo in (eighths(), replace(eighths(), notes=eighths().notes[::8]))
    )

    told = {name: (one, other) for name, one, other in rows(reports_table(busy, calm))}

    assert told["Metric"] == ("A", "B")
    assert told["Notes a bar"] == ("8.0, within", "1.0, below")
    assert len(told) == 1 + len(busy.rows)


def test_what_stands_in_a_table_is_plain_text() -> None:
    assert rows(table("<i>", ("<u>",), [("<s>", "&")])) == [["&lt;u&gt;"], ["&lt;s&gt;", "&amp;"]]
    assert "<i>" not in table("<i>", (), [])


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (
            Result(RECIPE, "Takes of studio", 14, 20, 3),
            "Takes of studio were preferred in 14 of 20 votes (48 to 85 %): too few votes to tell.",
        ),
        (
            Result(RECIPE, "Takes of studio", 15, 20, 0),
            "Takes of studio were preferred in 15 of 20 votes (53 to 89 %): more often than by chance.",
        ),
        (
            Result(REAL, "Takes of course", 1, 20, 0),
            "Takes of course were preferred to the real solos in 1 of 20 votes (1 to 24 %): less often than by chance.",
        ),
        (
            Result(RECIPE, "Takes of course", 1, 1, 0),
            "Takes of course were preferred in 1 of 1 vote (21 to 100 %): too few votes to tell.",
        ),
        (
            Result(RECIPE, "Takes of course", 0, 0, 2),
            "Takes of course are in no pair yet in which one was preferred.",
        ),
    ],
)
def test_a_result_is_a_sentence(result: Result, told: str) -> None:
    assert sentence(result) == told


def test_two_results_of_a_question_are_reported_once_and_those_against_real_solos_each() -> None:
    studio, course, deepjazz = (f"Takes of {recipe}" for recipe in ("studio", "course", "deepjazz"))
    two = [Result(question, label, 1, 2, 0) for question in (REAL, RECIPE) for label in (studio, course)]

    assert [told.split(" were")[0] for told in sentences(two)] == [studio, course, studio]
    assert len(sentences([Result(RECIPE, label, 1, 3, 0) for label in (studio, course, deepjazz)])) == 3


def test_results_stand_in_a_table_for_each_question() -> None:
    results = [Result(REAL, "Takes of studio", 1, 4, 2), Result(RECIPE, "Takes of studio", 0, 0, 1)]

    html = results_tables(results)

    assert re.findall(r"<caption>(.*?)</caption>", html) == ["Against real solos", "By recipe"]
    heads = ["Solos", "Preferred", "Of votes", "Likely share (95 %)", "No difference"]
    assert rows(html) == [
        heads,
        ["Takes of studio", "1", "4", "5 to 70 %", "2"],
        heads,
        ["Takes of studio", "0", "0", "–", "1"],
    ]


def test_sides_are_said_in_a_few_words() -> None:
    take = Side("1", "", "Etudes", "", False, "studio", 16, "", 0.9, 0.9, 1.0)
    real = Side("2", "", "Etudes", "", is_real=True)

    assert side_words(take, "Blues") == "a take of studio, epoch 16, temperature 0.90, Etudes"
    assert side_words(real, "Blues") == "Blues, as written in Etudes"


def test_bars_are_given_in_seconds() -> None:
    bars = (Bar(Fraction(0), Meter(3, 4)), Bar(Fraction(3), Meter(6, 8)))

    assert timeline(bars, 90) == {"bars": [{"start": 0, "beats": 3}, {"start": 2, "beats": 6}], "end": 4}
