"""`python -m jazzcore`: the command line."""

from jazzcore.cli.commands import jazz

jazz(prog_name="python -m jazzcore")
