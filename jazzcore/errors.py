"""The error tree: every failure the project reports is a `JazzError`.

A message is one sentence a person can act on: it names the file or value, the cause or the allowed
range, and what to do. The page shows it as it stands.
"""


class JazzError(Exception):
    """Root of every error the project raises on purpose."""


class SettingError(JazzError):
    """A setting lies outside its range."""


class CorpusError(JazzError):
    """A file cannot become a lead sheet."""


class ChordSymbolError(JazzError):
    """A text is not a chord symbol."""


class ChartError(JazzError):
    """A text is not a chord chart; `text[start:end]` is what is wrong in it."""

    def __init__(self, sentence: str, text: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.text = text
        self.start = start
        self.end = end


class ValueGrammarError(JazzError):
    """A text is not a value of the course's grammar."""


class DocumentError(JazzError):
    """A JSON document does not hold what it should."""


class TrainingError(JazzError):
    """A training run cannot begin or go on."""


class BundleError(JazzError):
    """A trained bundle cannot be read, or does not fit together."""


class RenderError(JazzError):
    """An arrangement cannot be written or made to sound."""


class StoreError(JazzError):
    """A kept model or take cannot be read, written or removed."""
