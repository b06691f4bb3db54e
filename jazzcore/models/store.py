"""Bundles on disk: a folder of generations, each a folder of JSON and arrays with their checksums.

A generation (`000001`, `000002`, ...) appears whole or not at all. The last two are kept, and the newest sound one is
read. No file is trusted: the checksums are checked, then the document, then the shapes in the headers of the arrays,
and only then are weights allocated; last, their values are checked.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from jazzcore.durable import publish_folder, remove_folder
from jazzcore.errors import BundleError, DocumentError, SettingError
from jazzcore.models.bundle import Bundle, EncodedMusic, EpochLoss, FloatArray, Shape
from jazzcore.music.documents import decode, to_builtins
from jazzcore.music.leadsheet import LeadSheet

FORMAT = 1
LARGEST_FILE_BYTES = 256 * 2**20
_DOCUMENT, _ARRAYS, _CHECKSUMS = "bundle.json", "arrays.npz", "checksums.json"
_ADVICE = "choose another model or train a new one"

_T = TypeVar("_T")


class Layout(Protocol):
    """What the store needs to know of a recipe to read its bundles; a recipe has it all."""

    @property
    def music_type(self) -> type:
        """The type of the encoded music."""

    def weight_shapes(self, music: EncodedMusic) -> tuple[Shape, ...]:
        """The shapes of the weights of a network that learnt this music."""

    def has_music_for(self, chart_count: int, music: EncodedMusic) -> bool:
        """Tell whether the music fits the charts.

        Parameters
        ----------
        chart_count : int
            How many charts the bundle has.
        music : encoded music
            The music of the bundle.

        Returns
        -------
        bool
            False where the bundle is to be refused.
        """


@dataclass(frozen=True, slots=True)
class BundleSummary:
    """What a list of models shows of a bundle."""

    corpus_name: str
    recipe_name: str
    epochs: int
    training_loss: float
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """What every document says that a list of models needs."""

    format: int
    recipe: str
    corpus_name: str
    losses: tuple[EpochLoss, ...]
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document(_Header):
    """What every document says; the fields of the encoded music stand beside these."""

    charts: tuple[LeadSheet, ...]
    corpus_digest: str
    seed: int
    versions: tuple[tuple[str, str], ...]
    has_optimizer: bool


def save_bundle(bundle: Bundle, folder: Path) -> None:
    """Save a bundle as the newest generation of a folder; the two newest are kept.

    Parameters
    ----------
    bundle : Bundle
        The model.
    folder : Path
        The folder of the bundle, there or not yet.

    Raises
    ------
    OSError
        Where the disk refuses.
    """
    document = json.dumps(to_builtins(_document_of(bundle)) | to_builtins(bundle.music)).encode()
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
        with suppress(OSError):  # it is removed after the next save
            remove_folder(old)


def read_bundle(folder: Path, layout_of: Callable[[str], Layout]) -> Bundle:
    """Read the newest sound generation of a folder.

    Parameters
    ----------
    folder : Path
        The folder of a bundle.
    layout_of : function of str
        The layout of the recipe of a name; raises SettingError for a name that is none.

    Returns
    -------
    Bundle
        The model with all it needs.

    Raises
    ------
    BundleError
        When there is no sound generation.

    """
    return _newest(folder, lambda generation: _read_generation(generation, layout_of))


def read_summary(folder: Path) -> BundleSummary:
    """What a list shows of a folder's newest sound document, without its arrays. Raises BundleError."""
    return _newest(folder, _summary)


def _newest(folder: Path, read: Callable[[Path], _T]) -> _T:
    """Read the newest generation that is sound. Raises BundleError.

    A save may remove a generation while it is read. The folder is listed again until a listing stays true.
    """
    while True:
        generations, problems = _generations(folder), []
        for generation in generations:
            try:
                return read(generation)
            except BundleError as error:
                problems.append(str(error))
        if generations == _generations(folder):
            raise BundleError(problems[0] if problems else _empty(folder))


def _summary(generation: Path) -> BundleSummary:
    header = _header(_checked_bytes(generation, _DOCUMENT), generation)
    if not header.losses:
        raise BundleError(_incomplete(generation.parent, "it has no losses"))
    return BundleSummary(
        corpus_name=header.corpus_name,
        recipe_name=header.recipe,
        epochs=header.losses[-1].epoch,
        training_loss=header.losses[-1].training,
        created=header.created,
    )


def _read_generation(generation: Path, layout_of: Callable[[str], Layout]) -> Bundle:
    data = _checked_bytes(generation, _DOCUMENT)
    header = _header(data, generation)
    try:
        layout = layout_of(header.recipe)
        document = decode(_Document, data)
        music: EncodedMusic = decode(layout.music_type, data)
        if not layout.has_music_for(len(document.charts), music):
            raise DocumentError("its music is not that of its charts")
    except (DocumentError, SettingError) as error:
        raise BundleError(_incomplete(generation.parent, error)) from error
    weights, optimizer = _arrays(generation, layout.weight_shapes(music), document.has_optimizer)
    return Bundle(
        recipe=header.recipe,
        music=music,
        weights=weights,
        optimizer=optimizer,
        charts=document.charts,
        corpus_name=document.corpus_name,
        corpus_digest=document.corpus_digest,
        seed=document.seed,
        losses=document.losses,
        created=document.created,
        versions=document.versions,
    )


def _document_of(bundle: Bundle) -> _Document:
    return _Document(
        format=FORMAT,
        recipe=bundle.recipe,
        charts=bundle.charts,
        corpus_name=bundle.corpus_name,
        corpus_digest=bundle.corpus_digest,
        seed=bundle.seed,
        losses=bundle.losses,
        created=bundle.created,
        versions=bundle.versions,
        has_optimizer=bool(bundle.optimizer),
    )


def _generations(folder: Path) -> list[Path]:
    """The generations of a folder, newest first."""
    found = [path for path in folder.glob("[0-9]*") if path.is_dir() and path.name.isdecimal()]
    return sorted(found, key=lambda path: int(path.name), reverse=True)


def _header(data: bytes, generation: Path) -> _Header:
    try:
        header = decode(_Header, data)
    except DocumentError as error:
        raise BundleError(_incomplete(generation.parent, error)) from error
    if header.format != FORMAT:
        raise BundleError(f"{generation.parent.name} has the format {header.format}, not {FORMAT}; {_ADVICE}.")
    return header


def _checked_bytes(generation: Path, name: str) -> bytes:
    """The bytes of a file of a generation, if it is not too large and its checksum is right."""
    data = _bytes(generation, name)
    try:
        checksums = decode(dict[str, str], _bytes(generation, _CHECKSUMS))
    except DocumentError as error:
        raise BundleError(f"{generation.parent.name} is damaged: its checksums cannot be read; {_ADVICE}.") from error
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


def _arrays(
    generation: Path, shapes: tuple[Shape, ...], has_optimizer: bool
) -> tuple[tuple[FloatArray, ...], tuple[FloatArray, ...]]:
    """The weights and the optimiser's state, once their headers are found to be right."""
    expected = {f"weight_{i:02d}.npy": shape for i, shape in enumerate(shapes)}
    if has_optimizer:
        slots: tuple[Shape, ...] = ((), *shapes, *shapes)
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


def _headers(archive: zipfile.ZipFile) -> Iterator[tuple[str, tuple[Shape, np.dtype[Any]]]]:
    for entry in archive.infolist():
        with archive.open(entry) as file:
            np.lib.format.read_magic(file)
            shape, _, dtype = np.lib.format.read_array_header_1_0(file)
            yield entry.filename, (shape, dtype)


def _incomplete(folder: Path, problem: object) -> str:
    return f"{folder.name} is incomplete or made otherwise ({problem}); {_ADVICE}."


def _empty(folder: Path) -> str:
    return f"{folder.name} holds no model; {_ADVICE}."
