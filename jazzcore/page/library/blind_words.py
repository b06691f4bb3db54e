"""What blind tests tell in words and tables: what a side was, and how often which was preferred."""

from collections.abc import Sequence
from itertools import groupby

from jazzcore.library.blind.pairs import EVEN_CHANCE, Result
from jazzcore.library.blind.votes import Side
from jazzcore.page.library.compare_table import table

_HEADS = ("Solos", "Preferred", "Of pairs", "Likely share (95 %)", "No difference")


def side_words(side: Side, title: str) -> str:
    """What was heard, in a few words; `title` is that of the piece or of the take."""
    if side.is_real:
        return f"{title}, as it stands in {side.corpus_name}"
    sampling = f"temperature {side.temperature:.2f}" if side.temperature is not None else ""
    return ", ".join(filter(None, (f"a take of {side.recipe}", f"epoch {side.epochs}", sampling, side.corpus_name)))


def sentences(results: Sequence[Result]) -> tuple[str, ...]:
    """The results in sentences; where there are two to a question, the second one would say the first one again."""
    by_question = [list(rows) for _, rows in groupby(results, key=lambda result: result.question)]
    told = [rows[:1] if len(rows) == 2 and not rows[0].question.against else rows for rows in by_question]
    return tuple(sentence(result) for rows in told for result in rows)


def sentence(result: Result) -> str:
    """A result in a plain sentence; it says when there are too few votes to tell."""
    if not result.pairs:
        return f"{result.label} stand in no pair yet in which one was preferred."
    pairs = "pair" if result.pairs == 1 else "pairs"
    return (
        f"{result.label} were preferred{result.question.against} in {result.preferred} of {result.pairs} {pairs} "
        f"({share_words(result)}): {_verdict(result)}."
    )


def results_tables(results: Sequence[Result]) -> str:
    """A small table for each question, as HTML."""
    return "".join(
        table(question.title, _HEADS, map(_row, rows))
        for question, rows in groupby(results, key=lambda result: result.question)
    )


def share_words(result: Result) -> str:
    """The likely shares of a result in whole percent."""
    low, high = (round(100 * share) for share in result.interval)
    return f"{low} to {high} %"


def _row(result: Result) -> tuple[str, ...]:
    counts = (str(result.preferred), str(result.pairs))
    return (result.label, *counts, share_words(result) if result.pairs else "–", str(result.undecided))


def _verdict(result: Result) -> str:
    if not result.is_significant:
        return "too few votes to tell"
    return f"{'more' if result.interval.low > EVEN_CHANCE else 'less'} often than chance would have it"
