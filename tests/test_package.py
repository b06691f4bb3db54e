"""The wheel: built, installed beside the libraries at hand, and used from another folder."""

import os
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

pytestmark = pytest.mark.page

OPEN_THE_PAGE = """
from pathlib import Path
import jazzcore
from jazzcore.corpus.shipped import PAGE_SCRIPT
from streamlit.testing.v1 import AppTest

print(Path(jazzcore.__file__).parent)
page = AppTest.from_file(PAGE_SCRIPT, default_timeout=60).run()
assert not page.exception, page.exception
print([button.label for button in page.button if button.label == "Generate"])
"""


def pip(*arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network by the environment's own hatchling."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", project, "--no-deps", "--no-index", "--no-build-isolation", "--quiet", "--wheel-dir", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", wheel, "--no-deps", "--no-index", "--quiet", "--target", target)
    return target


def run_elsewhere(installed: Path, folder: Path, *arguments: str | Path) -> str:
    """What Python prints where it finds the installed package and is started in a folder of its own."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "JAZZ_STUDIO_HOME": str(folder / "home")}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_names_its_version_licence_and_libraries(wheel: Path, project: Path) -> None:
    described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as files:
        names = files.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        fields = message_from_bytes(files.read(metadata))

    assert fields["Version"] == described["version"]
    assert fields["License-Expression"] == "MIT AND CC0-1.0"
    assert len(fields.get_all("Requires-Dist", [])) == len(described["dependencies"])
    assert [name.partition("licenses/")[2] for name in names if "/licenses/" in name] == fields.get_all("License-File")
    assert {"jazzcore/shipped/streamlit_app.py", "jazzcore/shipped/.streamlit/config.toml"} <= {*names}
    assert not [name for name in names if name.endswith(".pyc") or name.startswith(("tests/", "benchmarks/"))]


def test_the_installed_command_generates_a_solo_from_another_folder(installed: Path, tmp_path: Path) -> None:
    (script,) = installed.glob("jazz_studio-*.dist-info/entry_points.txt")
    assert "jazz = jazzcore.cli.commands:jazz" in script.read_text(encoding="utf-8")
    command = EntryPoint("jazz", "jazzcore.cli.commands:jazz", "console_scripts")
    start = f"from {command.module} import {command.attr}; {command.attr}()"

    run_elsewhere(
        installed, tmp_path, "-c", start, "generate", "--changes", "Dm7 | G7 | Cmaj7 | %", "--out", "solo.mid"
    )

    assert (tmp_path / "solo.mid").read_bytes().startswith(b"MThd")


def test_the_installed_command_reads_a_file_in_a_process_of_its_own(
    installed: Path, project: Path, tmp_path: Path
) -> None:
    etude = min((project / "data" / "etudes" / "midi").glob("*.mid"))

    said = run_elsewhere(installed, tmp_path, "-m", "jazzcore", "corpus", etude)

    assert said.startswith("01-corner-lamp-blues: 165 notes, 24 bars, F major")


def test_the_installed_page_opens_from_another_folder(installed: Path, tmp_path: Path) -> None:
    package, buttons = run_elsewhere(installed, tmp_path, "-c", OPEN_THE_PAGE).splitlines()

    assert Path(package) == installed / "jazzcore"
    assert buttons == "['Generate']"
