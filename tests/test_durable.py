"""Durable writing: what is flushed in which order, what a failure leaves, and a kill at every line of a save."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jazzcore import durable
from jazzcore.durable import publish_folder, remove_leftovers, write_file

FILES = {"take.json": b"{}", "solo.mid": b"MThd" * 1000}

KILLED_AT_LINE = """
import os, signal, sys
from pathlib import Path
from jazzcore import durable

lines_left = int(sys.argv[1])

def count_lines(frame, event, argument):
    global lines_left
    if frame.f_code.co_filename != durable.__file__:
        return None
    if event == "line":
        lines_left -= 1
        if lines_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return count_lines

sys.settrace(count_lines)
{save}
"""


def run_killed_at(line: int, save: str, folder: Path, project: Path) -> int:
    script = KILLED_AT_LINE.format(save=save)
    command = [sys.executable, "-c", script, str(line)]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(project)}, check=False).returncode


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "model", b"old")
    write_file(tmp_path / "model", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"model": b"new"}


def test_a_folder_appears_with_all_its_files(tmp_path: Path) -> None:
    publish_folder(FILES, tmp_path / "take")
    assert [path.name for path in tmp_path.iterdir()] == ["take"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "take").iterdir()} == FILES


def test_a_folder_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "take").mkdir()
    with pytest.raises(FileExistsError, match="take already exists"):
        publish_folder(FILES, tmp_path / "take")
    assert list((tmp_path / "take").iterdir()) == []


@pytest.mark.parametrize("save", [lambda at: write_file(at, b"new"), lambda at: publish_folder(FILES, at)])
def test_data_is_flushed_before_it_gets_its_name_and_the_name_after(
    save: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, flushed = tmp_path / "target", []
    flush = os.fsync

    def noting_flush(handle: int) -> None:
        flush(handle)
        flushed.append((Path(f"/proc/self/fd/{handle}").resolve(), target.exists()))

    monkeypatch.setattr(os, "fsync", noting_flush)
    save(target)
    *data, last = flushed
    written = [target, *target.glob("*")]
    assert len(data) == len(written)
    assert not any(is_named for _, is_named in data)
    assert last == (tmp_path, True)


@pytest.mark.parametrize("save", [lambda at: write_file(at, b"new"), lambda at: publish_folder(FILES, at)])
def test_a_full_disk_leaves_no_rest(
    save: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        save(tmp_path / "target")
    assert list(tmp_path.iterdir()) == []


def test_a_kill_at_any_line_of_replacing_a_file_leaves_the_old_one_or_the_new_one(
    tmp_path: Path, project: Path
) -> None:
    seen = []
    for line in itertools.count(1):
        (tmp_path / "model").write_bytes(b"old")
        code = run_killed_at(line, "durable.write_file(Path('model'), b'new')", tmp_path, project)
        seen.append((tmp_path / "model").read_bytes())
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert set(seen[:-1]) == {b"old", b"new"}
    assert seen == sorted(seen, reverse=True)
    assert len(seen) > 10


def test_a_kill_at_any_line_of_publishing_leaves_the_whole_folder_or_none(tmp_path: Path, project: Path) -> None:
    kills = 0
    for line in itertools.count(1):
        save = f"durable.publish_folder({FILES!r}, Path('take-{line}'))"
        code = run_killed_at(line, save, tmp_path, project)
        published = tmp_path / f"take-{line}"
        if published.exists():
            assert {path.name: path.read_bytes() for path in published.iterdir()} == FILES
        if code == 0:
            break
        assert code == -signal.SIGKILL
        kills += 1
    assert published.exists()
    assert kills >= 20
    remove_leftovers(tmp_path, older_than_sec=-1.0)
    assert not list(tmp_path.glob(".*"))


def test_leftovers_go_when_they_are_old_and_nothing_else_does(tmp_path: Path) -> None:
    inner = tmp_path / "bundles" / "one"
    publish_folder(FILES, tmp_path / "take")
    (inner / ".weights.abc.partial").mkdir(parents=True)
    (inner / ".weights.abc.partial" / "half").write_bytes(b"ha")
    (inner / ".summary.abc.partial").write_bytes(b"")
    (inner / "summary.partial").write_bytes(b"named so by somebody")
    before = sorted(tmp_path.rglob("*"))
    remove_leftovers(tmp_path, older_than_sec=60.0)
    assert sorted(tmp_path.rglob("*")) == before
    remove_leftovers(tmp_path, older_than_sec=-1.0)
    assert sorted(path.name for path in inner.iterdir()) == ["summary.partial"]
    assert (tmp_path / "take" / "take.json").exists()
