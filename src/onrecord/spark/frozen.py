"""Frozen values of the domain as rows of Arrow, letter for letter, and back again.

The columns follow from the type hints, so that a field that is added there is a column here, and none is forgotten.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

_PLAIN = {
    str: pa.string(),
    bytes: pa.binary(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
}


class Codec(NamedTuple):
    """How values of one type become plain ones that Arrow takes, and are themselves again.

    Attributes:
        type: Arrow's.
        freeze: plain lists, dicts, strings and numbers of a value.
        thaw: the value of these; raises KeyError, TypeError or ValueError where they are not such.
    """

    type: pa.DataType
    freeze: Callable[[Any], Any]
    thaw: Callable[[Any], Any]


def columns(kind: type) -> list[pa.Field]:
    """The fields of a dataclass as columns, in their order."""
    return list(codec(kind).type)


@cache
def codec(hint: Any) -> Codec:
    """How values of a type are written down.

    Args:
        hint: a dataclass, ``str``, ``int``, ``float``, ``bool``, ``bytes``, a ``Literal`` of strings, a ``Mapping`` (as
            JSON), a tuple of any of these, or one of them ``| None``.

    Raises:
        TypeError: where it is none of these.
    """
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return Codec(_PLAIN[hint], _same, _same)
    if origin in _MAKERS:
        return _MAKERS[origin](inner)
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        names = [field.name for field in dataclasses.fields(hint)]
        return _together(hint, [(name, codec(hints[name])) for name in names], _by_name)
    raise TypeError(f"no column holds {hint!r}")


def _same(value: Any) -> Any:
    return value


def _words(_: tuple[Any, ...]) -> Codec:
    return Codec(pa.string(), _same, _same)


def _json(_: tuple[Any, ...]) -> Codec:
    return Codec(pa.string(), lambda value: json.dumps(dict(value)), lambda text: MappingProxyType(json.loads(text)))


def _optional(inner: tuple[Any, ...]) -> Codec:
    (own,) = (codec(one) for one in inner if one is not NoneType)

    def freeze(value: Any) -> Any:
        return None if value is None else own.freeze(value)

    def thaw(plain: Any) -> Any:
        return None if plain is None else own.thaw(plain)

    return Codec(own.type, freeze, thaw)


def _tuple(inner: tuple[Any, ...]) -> Codec:
    if inner[-1] is not Ellipsis:
        return _together(tuple, [(f"_{place}", codec(one)) for place, one in enumerate(inner, 1)], _by_place)
    own = codec(inner[0])
    return Codec(
        pa.list_(own.type),
        lambda values: [own.freeze(value) for value in values],
        lambda plain: tuple(own.thaw(one) for one in plain),
    )


_MAKERS: dict[Any, Callable[[tuple[Any, ...]], Codec]] = {
    Literal: _words,
    Union: _optional,
    UnionType: _optional,
    tuple: _tuple,
    Mapping: _json,
}


def _by_place(value: Any, names: list[str]) -> dict[str, Any]:
    return dict(zip(names, value, strict=True))


def _by_name(value: Any, names: list[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _together(make: Any, parts: list[tuple[str, Codec]], values: Callable[[Any, list[str]], dict[str, Any]]) -> Codec:
    names = [name for name, _ in parts]

    def freeze(value: Any) -> dict[str, Any]:
        found = values(value, names)
        return {name: own.freeze(found[name]) for name, own in parts}

    def thaw(plain: Mapping[str, Any]) -> Any:
        found = {name: own.thaw(plain[name]) for name, own in parts}
        return tuple(found.values()) if make is tuple else make(**found)

    return Codec(pa.struct([(name, own.type) for name, own in parts]), freeze, thaw)
