import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jazzcore.encoding.values.value import CATEGORIES, Value, format_value, parse_value
from jazzcore.errors import ValueGrammarError

NAMES = st.sampled_from(["P1", "m2", "M-2", "d-5", "A4", "P-8", "m10", "d1", "dd3", "AA-4"])
DURATIONS = st.integers(1, 1200).map(lambda twelfths: Fraction(twelfths, 12))
VALUES = st.one_of(
    st.builds(Value, st.sampled_from(CATEGORIES[:-1]), DURATIONS, st.none() | st.tuples(NAMES, NAMES)),
    st.builds(Value, st.just("R"), DURATIONS),
)


@given(VALUES)
def test_a_value_survives_its_text(value: Value) -> None:
    assert parse_value(format_value(value)) == value


def test_the_grammar_by_hand() -> None:
    assert format_value(Value("A", Fraction(1, 4), ("P4", "m-2"))) == "A,0.250,<P4,m-2>"
    assert format_value(Value("R", Fraction(1, 12))) == "R,0.083"
    assert parse_value("C,0.667,<M2,d-4>") == Value("C", Fraction(2, 3), ("M2", "d-4"))
    assert parse_value("R,71.000").duration_quarter == 71


@pytest.mark.parametrize(
    "text",
    [
        *("", "C", "C,", "Z,0.500", "C,0.5", "C,0.000", "C,0.100", "C,-0.500", "C,0.500,<P4>", "C,0.500,<P0,m-2>"),
        *("C,0.500,<Q4,m-2>", "R,0.500,<P4,m-2>", "C,0.500 ", "C,0.500,<P4,m-2>,"),
    ],
)
def test_what_is_no_value_is_named(text: str) -> None:
    with pytest.raises(ValueGrammarError) as refused:
        parse_value(text)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize("duration", [Fraction(0), Fraction(-1, 4), Fraction(1, 7)])
def test_a_duration_off_the_grid_is_not_written(duration: Fraction) -> None:
    with pytest.raises(ValueGrammarError, match="1/12"):
        format_value(Value("C", duration))


@given(st.text(alphabet="CSAXR,.0123456789<>PmMAd-", max_size=24))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    with contextlib.suppress(ValueGrammarError):
        assert format_value(parse_value(text)) == text
