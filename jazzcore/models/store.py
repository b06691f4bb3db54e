"""Bundles on disk: a folder of generations, each a folder of JSON and arrays with their checksums.

A generation (`000001`, `000002`, ...) appears whole or not at all; the last two are kept, and the newest sound one is
read. Nothing of a file is believed: the checksums, then the shapes in the array headers, then the values are checked
before weights are allocated.
"""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from jazzcore.durable import publish_folder
from jazzcore.encoding.events.events import Event
from jazzcore.encoding.values.value import parse_value
from jazzcore.errors import BundleError, SettingError, ValueGrammarError
from jazzcore.models.bundle import Bundle, EpochLoss, EventBundle, FloatArray, ValueBundle
from jazzcore.models.events.weights import event_shapes
from jazzcore.models.request import lines_from_document
from jazzcore.models.settings import EventRecipe, ValueRecipe, recipe_named
from jazzcore.music.documents import chart_from_document, chart_to_document

FORMAT = 1
LARGEST_FILE_BYTES = 256 * 2**20
_DOCUMENT, _ARRAYS, _CHECKSUMS = "bundle.json", "arrays.npz", "checksums.json"
_LATEST_TICK = 10**6
_ADVICE = "choose another model or train a new one"


@dataclass(frozen=True, slots=True)
class BundleSummary:
    """What a list of models shows of a bundle."""

    corpus_name: str
    recipe_name: str
    epochs: int
    training_loss: float
    created: str


def save_bundle(bundle: Bundle, folder: Path) -> None:
    """Add the bundle to a folder as its newest generation; the two newest are kept."""
    document = json.dumps(_to_document(bundle)).encode()
    buffer = io.BytesIO()
    arrays = {f"weight_{i:02d}": array for i, array in enumerate(bundle.weights)}
    arrays |= {f"optimizer_{i:02d}": array for i, array in enumerate(bundle.optimizer)}
    np.savez(buffer, allow_pickle=False, **arrays)
    files = {_DOCUMENT: document, _ARRAYS: buffer.getvalue()}
    checksums = json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
    folder.mkdir(parents=True, exist_ok=True)
    earlier = _generations(folder)
    number = int(earlier[0].name) + 1 if earlier else 1
    publish_folder({**files, _CHECKSUMS: checksums.encode()}, folder / f"{number:06d}")
    for old in earlier[1:]:
        shutil.rmtree(old, ignore_errors=True)


def load_bundle(folder: Path) -> Bundle:
    """The newest sound generation of a folder. Raises BundleError when there is none."""
    problems = []
    for generation in _generations(folder):
        try:
            return _load_generation(generation)
        except BundleError as error:
            problems.append(str(error))
    raise BundleError(problems[0] if problems else _empty(folder))


def read_summary(folder: Path) -> BundleSummary:
    """What a list shows of a folder's newest sound document, without its arrays. Raises BundleError."""
    problems = []
    for generation in _generations(folder):
        try:
            document = _document(generation)
            epoch, training, _ = document["losses"][-1]
            return BundleSummary(
                corpus_name=str(document["corpus_name"]),
                recipe_name=str(document["recipe"]),
                epochs=int(epoch),
                training_loss=float(training),
                created=str(document["created"]),
            )
        except BundleError as error:
            problems.append(str(error))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            problems.append(_incomplete(folder, error))
    raise BundleError(problems[0] if problems else _empty(folder))


def _load_generation(generation: Path) -> Bundle:
    document = _document(generation)
    try:
        recipe = recipe_named(document["recipe"])
        match recipe:
            case ValueRecipe():
                return _value_bundle(recipe, document, generation)
            case EventRecipe():
                return _event_bundle(recipe, document, generation)
    except (KeyError, TypeError, ValueError, SettingError) as error:
        raise BundleError(_incomplete(generation.parent, error)) from error
    raise BundleError(f"{generation.parent.name} has a recipe of another kind, {recipe.name!r}; {_ADVICE}.")


def _value_bundle(recipe: ValueRecipe, document: dict[str, Any], generation: Path) -> ValueBundle:
    vocabulary = _vocabulary(document["vocabulary"], generation.parent)
    sequences = tuple(tuple(map(int, ids)) for ids in document["sequences"])
    shared = _shared(document, generation, _value_shapes(recipe, len(vocabulary)))
    if any(not 0 <= id_ < len(vocabulary) for ids in sequences for id_ in ids):
        raise BundleError(f"{generation.parent.name} refers to values outside its vocabulary; {_ADVICE}.")
    return ValueBundle(recipe=recipe, vocabulary=vocabulary, sequences=sequences, **shared)


def _event_bundle(recipe: EventRecipe, document: dict[str, Any], generation: Path) -> EventBundle:
    lines = lines_from_document(document["lines"])
    validation = tuple(map(int, document["held_out"]))
    if len(lines) != len(document["charts"]) or not all(0 <= index < len(lines) for index in validation):
        raise BundleError(f"{generation.parent.name} has not a melody for each of its charts; {_ADVICE}.")
    if any(not _is_sound(event) for line in lines for event in line):
        raise BundleError(f"{generation.parent.name} has a note that cannot be; {_ADVICE}.")
    shapes = tuple(event_shapes(recipe.size_for(sum(map(len, lines)))).values())
    return EventBundle(recipe=recipe, lines=lines, validation=validation, **_shared(document, generation, shapes))


def _is_sound(event: Event) -> bool:
    return (
        0 <= event.onset_tick <= _LATEST_TICK
        and 1 <= event.duration_ticks <= _LATEST_TICK
        and all(0 <= number <= 127 for number in (event.pitch, event.velocity))
    )


def _shared(document: dict[str, Any], generation: Path, shapes: tuple[tuple[int, ...], ...]) -> dict[str, Any]:
    """What bundles of every kind have, by name."""
    weights, optimizer = _arrays(generation, shapes, has_optimizer=bool(document["has_optimizer"]))
    return {
        "weights": weights,
        "optimizer": optimizer,
        "charts": tuple(chart_from_document(chart) for chart in document["charts"]),
        "corpus_name": str(document["corpus_name"]),
        "corpus_digest": str(document["corpus_digest"]),
        "seed": int(document["seed"]),
        "losses": tuple(EpochLoss(int(epoch), float(loss), held) for epoch, loss, held in document["losses"]),
        "created": str(document["created"]),
        "versions": tuple((str(name), str(number)) for name, number in document["versions"]),
    }


def _to_document(bundle: Bundle) -> dict[str, Any]:
    document: dict[str, Any] = {
        "format": FORMAT,
        "recipe": bundle.recipe.name,
        "charts": [chart_to_document(chart) for chart in bundle.charts],
        "corpus_name": bundle.corpus_name,
        "corpus_digest": bundle.corpus_digest,
        "seed": bundle.seed,
        "losses": [[loss.epoch, loss.training, loss.validation] for loss in bundle.losses],
        "created": bundle.created,
        "versions": bundle.versions,
        "has_optimizer": bool(bundle.optimizer),
    }
    match bundle:
        case ValueBundle():
            document |= {"vocabulary": bundle.vocabulary, "sequences": bundle.sequences}
        case EventBundle():
            document |= {"lines": bundle.lines, "held_out": bundle.validation}
    return document


def _generations(folder: Path) -> list[Path]:
    """The generations of a folder, newest first."""
    found = [path for path in folder.glob("[0-9]*") if path.is_dir() and path.name.isdecimal()]
    return sorted(found, key=lambda path: int(path.name), reverse=True)


def _document(generation: Path) -> dict[str, Any]:
    document = _parsed(_checked_bytes(generation, _DOCUMENT), generation)
    if document.get("format") != FORMAT:
        raise BundleError(
            f"{generation.parent.name} has the format {document.get('format')!r}, not {FORMAT}; {_ADVICE}."
        )
    return document


def _checked_bytes(generation: Path, name: str) -> bytes:
    """A file of a generation, if it is as long as it may be and its checksum is right."""
    data = _bytes(generation, name)
    checksums = _parsed(_bytes(generation, _CHECKSUMS), generation)
    if checksums.get(name) != hashlib.sha256(data).hexdigest():
        raise BundleError(f"{generation.parent.name} is damaged: {name} does not match its checksum; {_ADVICE}.")
    return data


def _bytes(generation: Path, name: str) -> bytes:
    path = generation / name
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise BundleError(
                f"{generation.parent.name}/{name} is over {LARGEST_FILE_BYTES // 2**20} MB, too large; {_ADVICE}."
            )
        return path.read_bytes()
    except OSError as error:
        raise BundleError(f"{generation.parent.name} lacks a readable {name}; {_ADVICE}.") from error


def _parsed(data: bytes, generation: Path) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{generation.parent.name} is damaged: its JSON cannot be read; {_ADVICE}.") from error
    if not isinstance(document, dict):
        raise BundleError(f"{generation.parent.name} is damaged: its JSON is no object; {_ADVICE}.")
    return document


def _vocabulary(texts: Sequence[str], folder: Path) -> tuple[str, ...]:
    vocabulary = tuple(map(str, texts))
    try:
        for text in vocabulary:
            parse_value(text)
    except ValueGrammarError as error:
        raise BundleError(f"{folder.name} has a wrong vocabulary: {error}") from error
    if not vocabulary or any(first >= second for first, second in pairwise(vocabulary)):
        raise BundleError(f"{folder.name} has a wrong vocabulary: it is empty or not sorted; {_ADVICE}.")
    return vocabulary


def _value_shapes(recipe: ValueRecipe, value_count: int) -> tuple[tuple[int, ...], ...]:
    """The shapes of a recipe's weights, in a bundle's order."""
    shapes: list[tuple[int, ...]] = []
    inputs = value_count
    for units in recipe.lstm_units:
        shapes += [(inputs, 4 * units), (units, 4 * units), (4 * units,)]
        inputs = units
    return (*shapes, (inputs, value_count), (value_count,))


def _arrays(
    generation: Path, shapes: tuple[tuple[int, ...], ...], has_optimizer: bool
) -> tuple[tuple[FloatArray, ...], tuple[FloatArray, ...]]:
    """The weights and the optimiser's state, after their headers have been found to be as they must."""
    expected = {f"weight_{i:02d}.npy": shape for i, shape in enumerate(shapes)}
    if has_optimizer:
        slots: tuple[tuple[int, ...], ...] = ((), *shapes, *shapes)
        expected |= {f"optimizer_{i:02d}.npy": shape for i, shape in enumerate(slots)}
    try:
        with zipfile.ZipFile(io.BytesIO(_checked_bytes(generation, _ARRAYS))) as archive:
            found = dict(_headers(archive))
            if found != {name: (shape, np.dtype(np.float32)) for name, shape in expected.items()}:
                raise BundleError(
                    f"{generation.parent.name} does not fit together: its weights are not those of its recipe "
                    f"and its music; {_ADVICE}."
                )
            arrays = [np.load(io.BytesIO(archive.read(name)), allow_pickle=False) for name in expected]
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BundleError(f"{generation.parent.name} is damaged: its arrays cannot be read; {_ADVICE}.") from error
    if not all(np.isfinite(array).all() for array in arrays):
        raise BundleError(f"{generation.parent.name} holds weights that are no numbers; {_ADVICE}.")
    return tuple(arrays[: len(shapes)]), tuple(arrays[len(shapes) :])


def _headers(archive: zipfile.ZipFile) -> Iterator[tuple[str, tuple[tuple[int, ...], np.dtype[Any]]]]:
    for entry in archive.infolist():
        with archive.open(entry) as file:
            np.lib.format.read_magic(file)
            shape, _, dtype = np.lib.format.read_array_header_1_0(file)
            yield entry.filename, (shape, dtype)


def _incomplete(folder: Path, error: Exception) -> str:
    return f"{folder.name} is incomplete or made otherwise ({error}); {_ADVICE}."


def _empty(folder: Path) -> str:
    return f"{folder.name} holds no model; {_ADVICE}."
