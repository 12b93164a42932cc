"""The errors, one by one, in words: what gold has, what the program said, and the passage that both are about.

A figure says how many errors there are; only reading them says of what kind they are, and whose: on the articles that
the model was measured on, many are the gold's own (two annotators agree on three statements of four).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .everything import Evaluation
from .figures import PARTS
from .pairing import Paired
from .refusals import Refusal
from .speakers import Attribution

MissKind = Literal["statements", "speakers", "days", "refusals", "details", "figures"]

_AROUND = 60  # code points shown before and after a passage
_LONGEST = 240  # code points of a passage or a role that are shown


@dataclass(frozen=True, slots=True)
class Miss:
    """One error.

    Attributes:
        kind: which figure it lowers.
        problem: what is wrong, in a few words.
        document: id of the document.
        start: where the passage begins, in code points of the document's text.
        passage: the words that it is about, with some before and after.
        gold: what gold has, in words.
        given: what the program said, in words.
        confidence: how sure the program was; None where it said nothing or gives none.
    """

    kind: MissKind
    problem: str
    document: str
    start: int
    passage: str
    gold: str
    given: str
    confidence: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return asdict(self)


def misses(evaluation: Evaluation, kind: MissKind, *, above: float = 0.0) -> list[Miss]:
    """The errors of one kind, in the order of the gold documents.

    Args:
        evaluation: what was scored.
        kind: which figure.
        above: only errors in what was given with at least this confidence, 0 to 1; over 0, it leaves out what the
            program did not say.
    """
    found = _LISTS[kind](evaluation)
    return [m for m in found if not above or (m.confidence is not None and m.confidence >= above)]


def sample(those: Sequence[Miss], most: int) -> list[Miss]:
    """At most ``most`` of them, at even distances, so that every document has its share and every run the same."""
    if len(those) <= most:
        return list(those)
    return [those[place * len(those) // most] for place in range(most)]


def _statements(evaluation: Evaluation) -> Iterator[Miss]:
    for document in evaluation.statements.documents:
        wanted = evaluation.gold[document.id]["statements"]
        given = evaluation.predicted.get(document.id, {}).get("statements", ())
        for pair in document.pairs:
            if not pair.attributed:
                gold = wanted[pair.gold] if pair.gold is not None else None
                found = given[pair.predicted] if pair.predicted is not None else None
                yield _statement(evaluation, document.id, pair, gold, found)


def _statement(
    evaluation: Evaluation, document: str, pair: Paired, gold: Mapping[str, Any] | None, found: Mapping[str, Any] | None
) -> Miss:
    text = evaluation.gold[document]["text"]
    problem = {"missed": "not found", "spurious": "not in gold", "found": "another source"}[pair.outcome]
    either = gold or found or {}
    return Miss(
        "statements",
        problem,
        document,
        _start(either),
        _passage(text, _all_spans(either)),
        _roles(text, gold) if gold else "no such statement",
        _roles(text, found) if found else "nothing",
        found.get("confidence") if found else None,
    )


def _speakers(evaluation: Evaluation) -> Iterator[Miss]:
    for a in evaluation.speakers.attributions:
        if a.predicted is not None and (problem := _speaker_problem(a)):
            sure = a.confidence if a.name else None
            yield _about(evaluation, a, "speakers", problem, _wanted(evaluation, a), _named(a), sure)


def _speaker_problem(a: Attribution) -> str | None:
    if a.name and not a.is_right():
        return "wrong name" if a.mark.names else "a name where gold has none"
    if a.mark.names and not a.name:
        return "no name"
    return "other members" if a.mark.members and not a.is_together else None


def _days(evaluation: Evaluation) -> Iterator[Miss]:
    for a in evaluation.speakers.attributions:
        if not a.day_scored or a.predicted is None:
            continue
        verdict = a.day_is_right
        if verdict is False or (verdict is None and a.day):
            problem = "wrong day" if verdict is False else "no day" if not a.given_day else "a vaguer date"
            yield _about(evaluation, a, "days", problem, a.day or "no day can be told", _dated(evaluation, a))


def _about(
    evaluation: Evaluation,
    a: Attribution,
    kind: MissKind,
    problem: str,
    gold: str,
    given: str,
    confidence: float | None = None,
) -> Miss:
    document = evaluation.gold[a.document]
    statement = document["statements"][a.statement]
    passage = _passage(document["text"], _all_spans(statement))
    return Miss(kind, problem, a.document, _start(statement), passage, gold, given, confidence)


def _refusals(evaluation: Evaluation) -> Iterator[Miss]:
    for r in evaluation.refusals:
        if not r.unsure and r.listed != (r.predicted is not None):
            yield _refusal(evaluation, r)


def _refusal(evaluation: Evaluation, r: Refusal) -> Miss:
    text = evaluation.gold[r.document]["text"]
    spans = [list(s) for s in r.spans]
    found = evaluation.predicted[r.document]["statements"][r.predicted] if r.predicted is not None else {}
    return Miss(
        "refusals",
        "not taken as a refusal" if r.listed else "no refusal in gold",
        r.document,
        min(start for start, _ in spans),
        _passage(text, spans),
        f"{r.who or 'somebody'} would not say" if r.listed else "not listed",
        "nothing, or said" if r.listed else f"refused: {_roles(text, found)}",
        found.get("confidence"),
    )


def _details(evaluation: Evaluation) -> Iterator[Miss]:
    for d in evaluation.details:
        if not d.right:
            document = evaluation.gold[d.document]
            statement = document["statements"][d.statement]
            problem = f"{'wrong' if d.wanted and d.given else 'no' if d.wanted else 'needless'} {d.kind}"
            passage = _passage(document["text"], _all_spans(statement))
            yield Miss(
                "details", problem, d.document, _start(statement), passage, d.wanted or "none", d.given or "none"
            )


def _figures(evaluation: Evaluation) -> Iterator[Miss]:
    for f in evaluation.figures:
        problem = next((p for p in PARTS if not f.is_right(p)), None)
        either = f.gold or f.given
        if problem and either:
            text = evaluation.gold[f.document]["text"]
            wrong = "not found" if not f.given else "not in gold" if not f.gold else f"wrong {problem}"
            wrong = "wrong value" if wrong == "wrong figure" else wrong
            yield Miss(
                "figures",
                wrong,
                f.document,
                either["span"][0],
                _passage(text, [either["span"]]),
                _number(f.gold),
                _number(f.given),
            )


_LISTS: dict[MissKind, Callable[[Evaluation], Iterator[Miss]]] = {
    "statements": _statements,
    "speakers": _speakers,
    "days": _days,
    "refusals": _refusals,
    "details": _details,
    "figures": _figures,
}
MISS_KINDS = tuple(_LISTS)


def _wanted(evaluation: Evaluation, a: Attribution) -> str:
    document = evaluation.gold[a.document]
    source = " … ".join(document["text"][i:j] for i, j in document["statements"][a.statement].get("source") or ())
    who = " and ".join(a.mark.members) or a.mark.name or "no name"
    sort = "" if a.mark.names else f" ({'together' if a.mark.members else a.mark.type or 'nothing tells'})"
    return f"{who}{sort}, for '{_cut(source)}'" if source else f"{who}{sort}; the text names no source"


def _named(a: Attribution) -> str:
    who = a.name or " and ".join(a.members) or "no name"
    return f"{who}; why: {a.reason}" if a.reason else who


def _dated(evaluation: Evaluation, a: Attribution) -> str:
    assert a.predicted is not None
    day = evaluation.predicted[a.document]["statements"][a.predicted].get("said_on") or {}
    given = a.given_day or "no day"
    return f"{given}; why: {day['reason']}" if day.get("reason") else given


def _number(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return "none"
    parts = [f"{figure['value']:g}", figure.get("unit"), f"of {figure['of']}" if figure.get("of") else None]
    whose = "by the article itself" if figure.get("statement") is None else f"in statement {figure['statement']}"
    return f"{' '.join(p for p in parts if p)}, {whose}"


def _roles(text: str, statement: Mapping[str, Any]) -> str:
    """Source, cue and content, parted by bars; a role that is not there is a dash."""
    roles = (statement.get(role) or () for role in ("source", "cue", "content"))
    return " | ".join(_cut(" … ".join(text[a:b] for a, b in spans)) or "-" for spans in roles)


def _all_spans(statement: Mapping[str, Any]) -> list[list[int]]:
    return [list(span) for role in ("source", "cue", "content") for span in statement.get(role) or ()]


def _start(statement: Mapping[str, Any]) -> int:
    return min((start for start, _ in _all_spans(statement)), default=0)


def _passage(text: str, spans: Sequence[Sequence[int]]) -> str:
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    return f"…{_cut(text[max(0, start - _AROUND) : end + _AROUND], _LONGEST + 2 * _AROUND)}…"


def _cut(words: str, longest: int = _LONGEST) -> str:
    flat = " ".join(words.split())
    half = longest // 2
    return flat if len(flat) <= longest else f"{flat[:half].rstrip()} […] {flat[-half:].lstrip()}"
