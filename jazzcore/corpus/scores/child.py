"""The process that parses an untrusted notation file through music21: the file on stdin, lead sheets on stdout.

Started by `notation_reader` as `python -m jazzcore.corpus.scores.child`. The first line of stdin is JSON: what the
file is and its name as it is shown; its bytes follow. The answer is a JSON list of lead sheets, or the sentence that
refuses the file.
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
    """The lead sheets of the bytes of a scanned file; raises CorpusError, which names the file."""
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
