"""The error tree: every failure that the project reports on purpose is a `JazzError`.

A message is one sentence for people, and the page shows it unchanged. It names the file or the value, then the cause or
the allowed range, then what to do.
"""


class JazzError(Exception):
    """The root of all errors of the project."""


class SettingError(JazzError):
    """A setting is outside its range, or does not fit the model or the music."""


class CorpusError(JazzError):
    """A file cannot be read as music, or a corpus has too little to learn from."""


class ChordSymbolError(JazzError):
    """A text is not a chord symbol."""


class ChartError(JazzError):
    """A text is not a chord chart; `text[start:end]` is the part that is wrong."""

    def __init__(self, sentence: str, text: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.text = text
        self.start = start
        self.end = end


class ValueGrammarError(JazzError):
    """A text is not a value of the grammar of the course."""


class DocumentError(JazzError):
    """A JSON document does not describe the object that it should."""


class TrainingError(JazzError):
    """A training run cannot start or continue."""


class BundleError(JazzError):
    """A saved bundle or take cannot be read, or its parts do not belong together."""


class RenderError(JazzError):
    """An arrangement cannot be written as MIDI or sheet music, or not be rendered as sound."""


class StoreError(JazzError):
    """Something saved in the studio's home cannot be read, written or removed."""
