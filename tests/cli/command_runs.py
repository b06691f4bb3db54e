"""Commands run in the test's own process."""

from click.testing import CliRunner, Result

from jazzcore.cli.commands import jazz


def run(*words: object, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(jazz, [str(word) for word in words], input=stdin)
