from jazzcore.music.numbers import counted, decimal, duration, temperature, tempo, whole_percent


def test_things_are_counted_in_words() -> None:
    assert [counted(number, "bar") for number in (0, 1, 1200)] == ["0 bars", "1 bar", "1,200 bars"]
    assert [counted(number, "chorus", "choruses") for number in (1, 2)] == ["1 chorus", "2 choruses"]


def test_a_number_rounded_to_zero_has_no_sign() -> None:
    assert (decimal(-0.004, 2), decimal(-1.26, 1), decimal(3.0, 0)) == ("0.00", "-1.3", "3")


def test_shares_are_whole_percents_from_0_to_100() -> None:
    assert [whole_percent(share) for share in (-0.2, 0.126, 1.3)] == [0, 13, 100]


def test_long_times_are_in_minutes() -> None:
    assert (duration(119.4), duration(150)) == ("119 s", "2 min")


def test_a_tempo_has_one_decimal_where_it_needs_one() -> None:
    assert [tempo(132.0), tempo(132), tempo(133.333)] == ["132 bpm", "132 bpm", "133.3 bpm"]


def test_a_temperature_has_two_decimals() -> None:
    assert temperature(0.9) == "temperature 0.90"
