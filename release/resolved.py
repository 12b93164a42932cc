"""What a wheel needs, as it is installed here: the versions that the tests ran with."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NOT_SHIPPED = frozenset({"dev", "training"})
"""The extras that are for those who work on the project."""


@dataclass
class Resolved:
    """The distributions that a wheel needs.

    Attributes:
        wheel: its own metadata.
        found: each distribution that is installed, by its normalised name, in the order of the names.
        needs: the names that each needs directly; the wheel's own under its own name.
        required: the names without which the wheel does not run; the others are an extra's.
        lacking: what is asked for and not installed here, such as the requirements of ``onrecord[spark]``.
    """

    wheel: Distribution
    found: dict[str, Distribution] = field(default_factory=dict)
    needs: dict[str, set[str]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)


def wheel_named(description: str | None) -> Path:
    """The wheel that the command line names.

    Args:
        description: of the program, for its help.

    Raises:
        SystemExit: where there is no such file, or nothing is named.
    """
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("wheel", type=Path)
    wheel: Path = made.parse_args().wheel
    if not wheel.is_file():
        raise SystemExit(f"{wheel}: no such file. Build it first: make dist")
    return wheel


def resolve(wheel: Path) -> Resolved:
    """Follow what a wheel declares through the distributions that are installed.

    Args:
        wheel: the file.

    Raises:
        SystemExit: where it holds no metadata.
    """
    own = next(iter(distributions(path=[str(wheel)])), None)
    if own is None:
        raise SystemExit(f"{wheel}: no wheel, or damaged. Build it anew: make dist")
    name, made = canonicalize_name(own.name), Resolved(own)
    shipped = set(own.metadata.get_all("Provides-Extra") or ()) - NOT_SHIPPED
    _follow(made, name, own, shipped, set())
    made.required = _reached(made, _wanted(own, ()))
    made.found = dict(sorted(made.found.items()))
    return made


def _follow(
    made: Resolved, name: str, found: Distribution, extras: Iterable[str], seen: set[tuple[str, frozenset[str]]]
) -> None:
    needs = made.needs.setdefault(name, set())
    for requirement in _wanted(found, extras):
        other = canonicalize_name(requirement.name)
        try:
            made.found[other] = distribution(requirement.name)
        except PackageNotFoundError:
            made.lacking.add(str(requirement).split(";")[0].strip())
            continue
        needs.add(other)
        if (asked := (other, frozenset(requirement.extras))) not in seen:
            seen.add(asked)
            _follow(made, other, made.found[other], requirement.extras, seen)


def _wanted(found: Distribution, extras: Iterable[str]) -> list[Requirement]:
    """What a distribution asks for on this machine, with these extras."""
    told = [Requirement(text) for text in found.requires or ()]
    asked = ("", *extras)
    return [one for one in told if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in asked)]


def _reached(made: Resolved, first: list[Requirement]) -> set[str]:
    reached: set[str] = set()
    waiting: list[str] = [canonicalize_name(requirement.name) for requirement in first]
    while waiting:
        name = waiting.pop()
        if name in made.found and name not in reached:
            reached.add(name)
            waiting += made.needs[name]
    return reached
