"""Notation files (MusicXML, .mxl, ABC), read safely: a scan of the bytes, then music21 in a limited child process."""

import json
import sys

from jazzcore.corpus.sandbox.file_names import shown_name
from jazzcore.corpus.sandbox.process import parsed
from jazzcore.corpus.scores.scan import scan_notation
from jazzcore.errors import CorpusError, DocumentError
from jazzcore.music.documents import decode
from jazzcore.music.leadsheet import LeadSheet

TIME_OUT_SEC = 15
CHILD_COMMAND = (sys.executable, "-m", "jazzcore.corpus.scores.child")


def read_notation(data: bytes, name: str) -> tuple[LeadSheet, ...]:
    """Read the bytes of a notation file.

    Parameters
    ----------
    data : bytes
        The file: MusicXML, compressed MusicXML or ABC.
    name : str
        Its name, for messages and the source; it ends in `.abc` where it is ABC.

    Returns
    -------
    tuple of LeadSheet
        The lead sheet of a score, or those of an ABC text.

    Raises
    ------
    CorpusError
        The file is none of these, is damaged, passes a limit, or has nothing to learn from. The message names it.
    """
    scanned = scan_notation(data, name)
    shown = shown_name(name)
    header = json.dumps([scanned.kind, shown]).encode() + b"\n"
    answer = parsed(CHILD_COMMAND, header + scanned.data, shown, TIME_OUT_SEC)
    try:
        return decode(tuple[LeadSheet, ...], answer)
    except DocumentError as error:
        raise CorpusError(f"{shown} holds music that no lead sheet can hold ({error}); choose another file.") from error
