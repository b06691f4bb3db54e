"""The results of blind tests in words and tables."""

from collections.abc import Sequence
from itertools import groupby

from jazzcore.library.blind.pairs import EVEN_CHANCE, Result
from jazzcore.library.blind.votes import Side
from jazzcore.music.numbers import counted, temperature
from jazzcore.page.library.compare_table import table

_HEADS = ("Solos", "Preferred", "Of votes", "Likely share (95 %)", "No difference")


def side_words(side: Side, title: str) -> str:
    """Describe a side in a few words.

    Parameters
    ----------
    side : Side
        A take or a real solo.
    title : str
        The title of the take or of the piece.

    Returns
    -------
    str
        Its model and settings, or its corpus.
    """
    if side.is_real:
        return f"{title}, as written in {side.corpus_name}"
    sampling = temperature(side.temperature) if side.temperature is not None else ""
    return ", ".join(filter(None, (f"a take of {side.recipe}", f"epoch {side.epochs}", sampling, side.corpus_name)))


def sentences(results: Sequence[Result]) -> tuple[str, ...]:
    """The results in sentences. Of two results of a question only the first is said; the second follows from it."""
    by_question = [list(rows) for _, rows in groupby(results, key=lambda result: result.question)]
    said = [rows[:1] if len(rows) == 2 and not rows[0].question.against else rows for rows in by_question]
    return tuple(sentence(result) for rows in said for result in rows)


def sentence(result: Result) -> str:
    """A result in a sentence; it says when there are too few votes."""
    if not result.votes:
        return f"{result.label} are in no pair yet in which one was preferred."
    votes = counted(result.votes, "vote")
    return (
        f"{result.label} were preferred{result.question.against} in {result.preferred} of {votes} "
        f"({share_words(result)}): {_verdict(result)}."
    )


def results_tables(results: Sequence[Result]) -> str:
    """A small table for each question, as HTML."""
    return "".join(
        table(question.title, _HEADS, map(_row, rows))
        for question, rows in groupby(results, key=lambda result: result.question)
    )


def share_words(result: Result) -> str:
    """The likely shares of a result, in whole percent."""
    low, high = (round(100 * share) for share in result.interval)
    return f"{low} to {high} %"


def _row(result: Result) -> tuple[str, ...]:
    counts = (str(result.preferred), str(result.votes))
    return (result.label, *counts, share_words(result) if result.votes else "–", str(result.undecided))


def _verdict(result: Result) -> str:
    if not result.is_significant:
        return "too few votes to tell"
    return f"{'more' if result.interval.low > EVEN_CHANCE else 'less'} often than by chance"
