"""Names that come from outside, made safe to show. A name is never used as a path."""

SHOWN_LENGTH = 80


def shown_name(name: str) -> str:
    """The last part of a file name as one printable line of at most 80 characters."""
    return printable(name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]) or "The file"


def printable(text: str) -> str:
    """A text as one printable line of at most 80 characters; what cannot be shown is left out."""
    line = "".join(char for char in text if char.isprintable()).strip()
    return line if len(line) <= SHOWN_LENGTH else f"{line[: SHOWN_LENGTH - 1]}…"
