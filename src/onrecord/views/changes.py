"""A statement before and after, on a few lines of a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from .safe import one_line
from .words import ACTS, FORMS, day_words

_PLUS, _MINUS = ("+", "green"), ("-", "red")
_SIGNS = {"gained": _PLUS, "new": _PLUS, "lost": _MINUS, "dropped": _MINUS}


def change_line(
    article: str,
    text: str,
    kinds: Sequence[str],
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> list[RenderableType]:
    """What is shown of one change.

    Args:
        article: its public id; text: the string that the spans point into.
        kinds: what changed.
        before, after: the statement in its JSON shape; None where there is none.
    """
    head, *sides = laid_out(kinds, [_side(side, text) for side in (before, after) if side is not None])
    return [head.append(f"  {one_line(article)}", "not bold dim"), *sides]


def laid_out(kinds: Sequence[str], sides: Sequence[Text]) -> tuple[Text, *tuple[Padding, ...]]:
    """What changed under its sign, and below it the statement; where there are two, what it was and what it is."""
    sign, colour = _SIGNS.get(kinds[0], ("~", "yellow"))
    if len(sides) == 2:
        sides = [Text("was ", "dim") + sides[0], Text("is  ", "dim") + sides[1]]
    return (Text(f"{sign} {', '.join(kinds)}", f"bold {colour}"), *(Padding(side, (0, 0, 0, 2)) for side in sides))


def _side(statement: Mapping[str, Any], text: str) -> Text:
    words = " ... ".join(one_line(text[start:end]) for start, end in statement["content"])
    source = " ... ".join(one_line(text[start:end]) for start, end in statement["source"])
    who = one_line(statement["speaker"]["name"] or source or "nobody named")
    act = [ACTS["refused"]] if statement["act"] == "refused" else []
    bits = [day_words(statement["said_on"]["edtf"]) or "day not known", FORMS[statement["form"]], *act]
    return Text.assemble((who, "bold"), (f" · {' · '.join(bits)}: ", "dim"), words)
