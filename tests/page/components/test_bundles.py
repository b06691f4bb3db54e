"""The browser's halves of the components: bundles that are current, and payloads as the modules expect them."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jazzcore.page.components.chart_editor.chart_editor import check
from jazzcore.page.components.compare import compare
from jazzcore.page.components.learning import learning
from jazzcore.page.components.player import player
from jazzcore.page.shared.roll import roll_payload
from tests.page.player_takes import eighths, take_of

COMPONENTS = Path(player.__file__).parents[1]
NAMES = ("chart_editor", "compare", "learning", "player")
IMPORT = re.compile(r'^import .* from "(\..*)"$', re.MULTILINE)
INTERFACE = re.compile(r"^export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^  (\w+): ", re.MULTILINE)


def sources(entry: Path) -> set[Path]:
    """A module and all that it imports."""
    found: set[Path] = set()
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [(path.parent / name).resolve() for name in IMPORT.findall(path.read_text(encoding="utf-8"))]
    return found


def digest(paths: set[Path]) -> str:
    """The digest that `tools/bundle.js` writes of the sources of a bundle."""
    by_name = {path.relative_to(COMPONENTS).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return hashlib.sha256("".join(f"{name}\n{by_name[name]}\n" for name in sorted(by_name)).encode()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_a_bundle_is_made_from_its_sources_as_they_are(name: str) -> None:
    folder = COMPONENTS / name
    first_line = (folder / f"{name}.bundle.js").read_text(encoding="utf-8").partition("\n")[0]
    assert first_line.endswith(digest(sources(folder / f"{name}.js"))), "run `make bundle`"


def test_every_component_has_a_bundle() -> None:
    assert sorted(path.parent.name for path in COMPONENTS.glob("*/*.bundle.js")) == list(NAMES)


def described() -> dict[str, set[str]]:
    """The fields of each interface in `payloads.d.ts`."""
    text = (COMPONENTS / "common" / "payloads.d.ts").read_text(encoding="utf-8")
    fields: dict[str, set[str]] = {}
    for name, base, body in INTERFACE.findall(text):
        fields[name] = set(FIELD.findall(body)) | fields.get(base, set())
    return fields


def roll() -> dict[str, Any]:
    return roll_payload(take_of(eighths()), frozenset())


def test_a_roll_has_the_fields_that_its_description_has() -> None:
    fields, sent = described(), roll()
    assert set(sent) == fields["Roll"]
    assert set(sent["bars"][0]) == fields["Bar"]
    assert set(sent["chords"][0]) == fields["Chord"]
    assert set(sent["notes"][0]) == fields["SoloNote"]
    assert set(sent["parts"][0]) == fields["BandPart"]
    assert set(sent["parts"][0]["notes"][0]) == fields["SoundingNote"]
    assert set(sent["styles"][0]) == fields["CategoryStyle"]


def test_a_checked_text_has_the_fields_that_its_description_has() -> None:
    fields = described()
    _, checked = check("Hm7")
    assert set(checked) == fields["CheckedText"]
    faults = checked["faults"]
    assert isinstance(faults, list)
    assert set(faults[0]) == fields["Fault"]


def send_all() -> None:
    """A page that sends a payload to each component but the chart editor."""
    from jazzcore.page.components.compare import compare  # noqa: PLC0415 - AppTest runs the text of this function
    from jazzcore.page.components.learning import learning  # noqa: PLC0415 - as above
    from jazzcore.page.components.player import player  # noqa: PLC0415 - as above
    from jazzcore.page.shared.roll import roll_payload  # noqa: PLC0415 - as above
    from tests.page.player_takes import eighths, take_of  # noqa: PLC0415 - as above

    take = take_of(eighths())
    roll = roll_payload(take, frozenset())
    player.show(take, roll, "a")
    sides = [compare.ComparedSound(name, name, name, take.audio.wav, 1.0, roll, roll) for name in "AB"]
    compare.show((sides[0], sides[1]), "a")
    learning.show("a", [learning.EpochSound(1, take.audio.wav, "")], 2, [], lambda _: None)


def test_a_component_is_sent_the_fields_that_its_description_has(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = described()
    sent: dict[str, dict[str, Any]] = {}

    def take_down(name: str) -> Any:  # noqa: ANN401 - a component's function
        return lambda **call: sent.update({name: call["data"][0]})

    monkeypatch.setattr(player, "_PLAYER", take_down("player"))
    monkeypatch.setattr(compare, "_COMPARE", take_down("compare"))
    monkeypatch.setattr(learning, "_ROW", take_down("learning"))
    assert not AppTest.from_function(send_all, default_timeout=60).run().exception
    assert set(sent["player"]) == fields["PlayerPayload"]
    assert set(sent["compare"]) == fields["ComparePayload"]
    assert set(sent["compare"]["sides"][0]) == fields["Side"]
    assert set(sent["learning"]) == fields["LearningPayload"]
    assert set(sent["learning"]["checkpoints"][0]) == fields["Checkpoint"]
