"""Run a parser over an upload in a child process, with a time-out. The child sets its other limits itself."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from jazzcore.corpus.sandbox.limits import REFUSED, UNREADABLE
from jazzcore.errors import CorpusError

_PROJECT = Path(__file__).parents[3]


def parsed(command: Sequence[str], data: bytes, shown: str, time_out_sec: float) -> bytes:
    """Run a child process over an upload.

    Parameters
    ----------
    command : sequence of str
        What to run.
    data : bytes
        What it is given on stdin.
    shown : str
        The name of the upload, for messages.
    time_out_sec : float
        How long it may take.

    Returns
    -------
    bytes
        What it writes to stdout.

    Raises
    ------
    CorpusError
        The child cannot read the upload, refuses it, or passes a limit. The message names the upload.
    """
    try:
        child = subprocess.run(  # noqa: S603 - our own modules; the upload goes in as bytes on stdin
            command,
            input=data,
            capture_output=True,
            timeout=time_out_sec,
            cwd=_PROJECT,
            start_new_session=True,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise CorpusError(f"{shown} took longer than {time_out_sec} s to read; choose a smaller file.") from None
    except subprocess.CalledProcessError as error:
        if error.returncode == UNREADABLE:
            raise CorpusError(f"{shown} is damaged; download it or export it again.") from None
        if error.returncode == REFUSED:
            raise CorpusError(error.stdout.decode()) from None
        raise CorpusError(
            f"{shown} could not be read within the limits of memory and time (the reader ended with code "
            f"{error.returncode}); choose a smaller file."
        ) from None
    return child.stdout
