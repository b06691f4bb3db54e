"""JSON documents: one codec reads and writes all dataclasses of the project.

- A dataclass is a JSON object. Its keys are the names of the fields.
- A note, a bar, a chord, and each class marked with `row` is a flat list: a note is `["7/2", "1/2", 60, 80]`.
- A time is a text with an exact fraction of a quarter.
- A lead sheet without melody, which is a chart, leaves out the members that only a melody needs.

`decode` trusts nothing. msgspec first checks the document against the types of the fields and the limits annotated on
them (`music.limits`); then objects are made of it. A member that is missing has the default of its field, and a member
that is unknown is ignored, so documents of earlier and later versions can be read.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Self, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, Meta, UnsetType

from jazzcore.errors import DocumentError, JazzError
from jazzcore.music.leadsheet import Bar, ChordEvent, Chords, LeadSheet
from jazzcore.music.limits import MOST_SOLO_NOTES, Category, Name, ValueTexts, at_most
from jazzcore.music.notes import Note
from jazzcore.music.solo import Solo, SoloBars, SoloNote

KEY = "key"
"""In the metadata of a field: its key in the document, where it is not the field's name."""

_ROWS: set[type] = {Note, Bar, ChordEvent}
_NOT_IN_CHARTS: Mapping[str, object] = MappingProxyType(
    {"melody": (), "silence_after_quarter": Fraction(0), "remarks": ()}
)
_TIME = re.compile(r"-?\d{1,12}(/[1-9]\d{0,11})?")
_LONGEST_TIME = len("-123456789012/123456789012")

_T = TypeVar("_T")
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoloDocument:
    """A solo in a document: the categories of the notes are a list of their own."""

    title: Name
    notes: Annotated[tuple[Note, ...], at_most(MOST_SOLO_NOTES)]
    categories: Annotated[tuple[Category, ...], at_most(MOST_SOLO_NOTES)]
    bars: SoloBars
    chords: Chords
    values: ValueTexts

    @classmethod
    def of(cls, solo: Solo) -> Self:
        """The document of a solo."""
        return cls(
            title=solo.title,
            notes=tuple(played.note for played in solo.notes),
            categories=tuple(played.category for played in solo.notes),
            bars=solo.bars,
            chords=solo.chords,
            values=solo.values,
        )

    def __post_init__(self) -> None:
        if len(self.notes) != len(self.categories):
            raise ValueError(f"{len(self.notes)} notes have {len(self.categories)} categories")

    @property
    def solo(self) -> Solo:
        """The solo of the document."""
        notes = tuple(map(SoloNote, self.notes, self.categories))
        return Solo(self.title, notes, self.chords, self.bars, self.values)


def decode(kind: type[_T], data: bytes) -> _T:
    """Read a JSON document; the inverse of `encode`.

    Parameters
    ----------
    kind : type
        The type to read: a dataclass, a tuple such as `tuple[LeadSheet, ...]`, or a plain type.
    data : bytes
        The JSON text.

    Returns
    -------
    object of `kind`
        The object that the document describes.

    Raises
    ------
    DocumentError
        Where the document describes no such object. The message names the place, as in
        `` Expected `int` <= 127 - at `$.notes[3][2]` ``.
    """
    codec = _codec(kind)
    try:
        read: _T = codec.read(msgspec.json.decode(data, type=codec.form))
    except (ValueError, TypeError, RecursionError, JazzError) as error:
        raise DocumentError(str(error)) from error
    return read


def encode(thing: object) -> bytes:
    """Write a JSON document on one line: a dataclass, or lists and dicts that hold dataclasses.

    A lone surrogate, which the name of a file can contain and JSON cannot, becomes a question mark.
    """
    return json.dumps(thing, default=to_builtins, ensure_ascii=False).encode(errors="replace")


def to_builtins(thing: object) -> dict[str, Any]:
    """Write a dataclass as the dicts, lists, texts and numbers of its JSON document."""
    kind: type[Any] = type(thing)
    document: dict[str, Any] = _codec(kind).write(thing)
    return document


def row(kind: type[_T]) -> type[_T]:
    """Mark a dataclass, as a decorator: documents have a flat list of its fields instead of an object."""
    _ROWS.add(kind)
    return kind


class _Codec(NamedTuple):
    """How a type is read and written.

    `form` is the type that msgspec decodes and checks. `read` makes the object out of a value of that form; `write`
    makes dicts, lists, texts and numbers out of the object.
    """

    form: Any
    read: _Convert
    write: _Convert


_CODECS: dict[object, _Codec] = {}
"""The codecs made so far, by type."""


def _codec(hint: object) -> _Codec:
    if hint not in _CODECS:
        _CODECS[hint] = _new_codec(hint)
    return _CODECS[hint]


def _new_codec(hint: object) -> _Codec:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner = _codec(args[0])
        codec = inner._replace(form=Annotated[(inner.form, *args[1:])])
    elif origin in (Union, UnionType) and NoneType in args:
        (inner,) = (_codec(arg) for arg in args if arg is not NoneType)
        codec = _Codec(inner.form | None, _unless_none(inner.read), _unless_none(inner.write))
    elif origin is tuple and args[1:] == (...,):
        codec = _list_codec(_codec(args[0]))
    elif isinstance(hint, type) and is_dataclass(hint):
        codec = _dataclass_codec(hint)
    elif hint is Fraction:
        codec = _Codec(Annotated[str, Meta(max_length=_LONGEST_TIME)], _exact, str)
    else:
        codec = _Codec(hint, lambda value: value, lambda thing: thing)
    return codec


def _dataclass_codec(kind: type[Any]) -> _Codec:
    if kind in _ROWS:
        return _row_codec(kind)
    if kind is Solo:
        form, read, write = _codec(SoloDocument)
        return _Codec(form, lambda value: read(value).solo, lambda solo: write(SoloDocument.of(solo)))
    return _sheet_codec() if kind is LeadSheet else _object_codec(kind)


def _unless_none(convert: _Convert) -> _Convert:
    return lambda value: None if value is None else convert(value)


def _tuple_of(*forms: object) -> object:
    """The type `tuple[forms]`. The forms are known only while the program runs."""
    return tuple.__class_getitem__(forms)


def _list_codec(item: _Codec) -> _Codec:
    form, read, write = item
    form = _tuple_of(form, ...)
    return _Codec(form, lambda values: tuple(map(read, values)), lambda things: list(map(write, things)))


def _object_codec(kind: type[Any], defaults: Mapping[str, object] = MappingProxyType({})) -> _Codec:
    """A dataclass as a JSON object. `defaults` are for fields without a default in the class."""
    hints = get_type_hints(kind, include_extras=True)
    members = [(field.name, _codec(hints[field.name])) for field in fields(kind)]
    keys = {field.name: field.metadata.get(KEY, field.name) for field in fields(kind)}
    optional = {f.name for f in fields(kind) if f.default is not MISSING or f.default_factory is not MISSING}
    optional |= defaults.keys()
    form = msgspec.defstruct(
        kind.__name__,
        [(n, c.form | UnsetType, UNSET) if n in optional else (n, c.form) for n, c in members],
        rename=keys,
        kw_only=True,
    )

    def read(value: object) -> object:
        present = ((name, codec, getattr(value, name)) for name, codec in members)
        return kind(**{**defaults, **{name: codec.read(found) for name, codec, found in present if found is not UNSET}})

    def write(thing: object) -> dict[str, object]:
        return {keys[name]: codec.write(getattr(thing, name)) for name, codec in members}

    return _Codec(form, read, write)


def _sheet_codec() -> _Codec:
    form, read, write = _object_codec(LeadSheet, _NOT_IN_CHARTS)

    def write_sheet(sheet: LeadSheet) -> dict[str, object]:
        omitted = {name for name, default in _NOT_IN_CHARTS.items() if getattr(sheet, name) == default}
        return {name: value for name, value in write(sheet).items() if sheet.melody or name not in omitted}

    return _Codec(form, read, write_sheet)


def _row_codec(kind: type[Any]) -> _Codec:
    """A dataclass as a flat list. The fields of a dataclass inside it are in the same list."""
    hints = get_type_hints(kind, include_extras=True)
    forms: list[object] = []
    parts: list[tuple[str, slice | int, _Codec]] = []
    for name, hint in hints.items():
        start, is_nested = len(forms), is_dataclass(hint)
        part = _row_codec(hint) if isinstance(hint, type) and is_nested else _codec(hint)
        forms += get_args(part.form) if is_nested else (part.form,)
        parts.append((name, slice(start, len(forms)) if is_nested else start, part))

    readers = [(place, part.read) for _, place, part in parts]

    def read(row: Sequence[object]) -> object:
        return kind(*[read_part(row[place]) for place, read_part in readers])

    def write(thing: object) -> list[object]:
        row: list[object] = []
        for name, place, part in parts:
            written = part.write(getattr(thing, name))
            row += written if isinstance(place, slice) else (written,)
        return row

    return _Codec(_tuple_of(*forms), read, write)


@lru_cache(maxsize=1 << 16)
def _exact(text: str) -> Fraction:
    """Read a time. Times are cached: a corpus repeats few of them many times.

    Long numbers and powers of ten are refused, because a short text such as `1e999999999` would fill the memory.
    """
    if not _TIME.fullmatch(text):
        raise ValueError(f"{text!r} is no time; write a fraction as 7/2")
    return Fraction(text)
