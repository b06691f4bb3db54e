"""The process that parses an untrusted notation file through music21: the file on stdin, lead sheets on stdout.

`reader` starts it as `python -m jazzcore.corpus.scores.child`. The first line of stdin is JSON: what the file is, and
its name as it is shown. Its bytes follow. The answer is a JSON list of lead sheets, or the sentence that refuses the
file.
"""

import json
import sys

from jazzcore.corpus.sandbox.limits import REFUSED, limit_resources
from jazzcore.corpus.scores.abc_notation import read_abc_tunes
from jazzcore.corpus.scores.musicxml import read_musicxml
from jazzcore.corpus.scores.scan import NotationKind
from jazzcore.errors import CorpusError
from jazzcore.music.documents import encode
from jazzcore.music.leadsheet import LeadSheet

MAX_MEMORY_BYTES = 400_000_000
MAX_CPU_SEC = 10


def sheets_of(kind: NotationKind, data: bytes, name: str) -> tuple[LeadSheet, ...]:
    """Read the bytes of a scanned file.

    Parameters
    ----------
    kind : NotationKind
        What the file is.
    data : bytes
        Its bytes, as the scan gives them.
    name : str
        Its name, for messages and the source.

    Returns
    -------
    tuple of LeadSheet
        Its lead sheets.

    Raises
    ------
    CorpusError
        It has nothing to learn from. The message names it.
    """
    if kind is NotationKind.ABC:
        return read_abc_tunes(data.decode(), name)
    return (read_musicxml(data, name),)


def main() -> int:
    """Read stdin, write stdout, return the exit code."""
    limit_resources(MAX_MEMORY_BYTES, MAX_CPU_SEC)
    header, _, data = sys.stdin.buffer.read().partition(b"\n")
    kind, name = json.loads(header)
    try:
        answer = encode(sheets_of(NotationKind(kind), data, name))
        code = 0
    except CorpusError as error:
        answer, code = str(error).encode(), REFUSED
    sys.stdout.buffer.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(main())
