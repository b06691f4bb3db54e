"""Numbers as people read them, the same on the page, in the terminal and in messages."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number of things: `1 bar`, `1,200 bars`.

    Parameters
    ----------
    number : int
        How many there are.
    noun : str
        The word for one of them.
    plural : str
        The word for several, where it is not the noun with an s.

    Returns
    -------
    str
        The number, with commas between thousands, and the word.
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def decimal(value: float, decimals: int) -> str:
    """Write a number with a fixed number of decimals, and without a sign if it is rounded to 0.

    Parameters
    ----------
    value : float
        The number.
    decimals : int
        Digits behind the point.

    Returns
    -------
    str
        The number as text.
    """
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def whole_percent(share: float) -> int:
    """A share of about 0 to 1 as a whole percent from 0 to 100."""
    return round(100 * min(max(share, 0.0), 1.0))


def duration(seconds: float) -> str:
    """A time span: in seconds, from two minutes on in minutes."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def tempo(bpm: float) -> str:
    """Write a tempo in quarters a minute: `132 bpm`, `133.3 bpm`."""
    return f"{round(bpm, 1):g} bpm"


def temperature(number: float) -> str:
    """Write a temperature of sampling: `temperature 0.90`."""
    return f"temperature {number:.2f}"
