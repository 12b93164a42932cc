"""Precision, recall and F1 of extracted statements, in five ways, with the pairs they rest on.

    exact        content and source are word for word those of gold
    found        the content overlaps that of gold by half or more (Jaccard, words)
    attributed   found, and the sources agree
    word         each content word with its source (of nested predictions, the innermost): right when gold gives that
                 word an agreeing source
    quoted-word  the same, over words inside quotation marks only

``found`` asks whether the statement was seen, ``attributed`` whether a person could use it, ``exact`` how clean its
edges are, the word rows how much of what was said is under the right name. The definitions follow the evaluation of
attribution by Pareti (PARC 3.0, LREC 2016) and Newell, Margolin and Ruths (PolNeAR, LREC 2018), made free of any
tokeniser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.domain import first_difference
from onrecord.errors import UsageError

from .gold import checked
from .pairing import Paired, pair
from .rate import Rate
from .words import MarkedText, Roles, StatementKind

KINDS: tuple[StatementKind, ...] = ("direct", "mixed", "indirect", "no source")


@dataclass(frozen=True, slots=True)
class KindRecall:
    """Of the gold statements of one kind, how many were found and attributed: counts, and percent as properties."""

    gold: int = 0
    found: int = 0
    attributed: int = 0

    @property
    def found_recall(self) -> float:
        """Percent found; 0 where gold has none of this kind."""
        return 100 * self.found / max(1, self.gold)

    @property
    def attributed_recall(self) -> float:
        """Percent attributed; 0 where gold has none of this kind."""
        return 100 * self.attributed / max(1, self.gold)

    def __add__(self, other: KindRecall) -> KindRecall:
        return KindRecall(self.gold + other.gold, self.found + other.found, self.attributed + other.attributed)


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The score of one document, with its pairs.

    Attributes:
        id: the document's.
        pairs: which gold statement is answered by which prediction, and those that stand alone.
        gold, predicted: statements that took part.
        word, quoted_word: word by word.
        by_kind: recall by kind of gold statement.
    """

    id: str
    pairs: tuple[Paired, ...]
    gold: int
    predicted: int
    word: Rate
    quoted_word: Rate
    by_kind: Mapping[StatementKind, KindRecall]


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a set of documents; see the head of this module for what each row means.

    ``unknown`` lists the ids of predicted documents that gold does not have; they are not scored.
    """

    exact: Rate
    found: Rate
    attributed: Rate
    word: Rate
    quoted_word: Rate
    by_kind: Mapping[StatementKind, KindRecall]
    documents: tuple[DocumentScore, ...]
    unknown: tuple[str, ...] = ()

    def rows(self) -> dict[str, Rate]:
        """The five rows by the names under which they are shown."""
        return {
            "exact": self.exact,
            "found": self.found,
            "attributed": self.attributed,
            "word": self.word,
            "quoted-word": self.quoted_word,
        }

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON: ``{row: {p, r, f}, "by-kind": {kind: {gold, found, attributed}}}``."""
        rows: dict[str, Any] = {k: {"p": v.precision, "r": v.recall, "f": v.f1} for k, v in self.rows().items()}
        rows["by-kind"] = {
            k: {"gold": v.gold, "found": v.found_recall, "attributed": v.attributed_recall}
            for k, v in self.by_kind.items()
        }
        return rows


def score(gold_docs: Iterable[Mapping[str, Any]], predicted_docs: Iterable[Mapping[str, Any]]) -> Scores:
    """Score predicted documents against gold ones.

    Args:
        gold_docs: ``{"id", "text", "statements", "discard"?}``; a statement has ``source`` and ``content`` as lists of
            ``[start, end)`` code points of ``text``.
        predicted_docs: ``{"id", "statements", "text"?}``. A gold document without a prediction counts as one in which
            nothing was found.

    Raises:
        UsageError: where a document lacks one of these, or the predicted text differs from gold's, so that no offset in
            it could be compared.
    """
    gold = [checked(doc, "gold", ("id", "text", "statements")) for doc in gold_docs]
    predicted = {doc["id"]: doc for doc in (checked(d, "predicted", ("id", "statements")) for d in predicted_docs)}
    for doc in gold:
        _same_text(doc, predicted.get(doc["id"], {}))
    documents = tuple(_score_document(doc, predicted.get(doc["id"], {}).get("statements", ())) for doc in gold)
    known = {doc["id"] for doc in gold}
    return _summed(documents, tuple(i for i in predicted if i not in known))


def _same_text(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
    theirs = predicted.get("text", gold["text"])
    if theirs == gold["text"]:
        return
    place = first_difference(gold["text"], theirs)
    raise UsageError(
        f"the predicted text differs from gold's from character {place} on, so its offsets cannot be scored",
        where=str(gold["id"]),
        next_step="Extract from the gold file itself ('onrecord extract GOLD.jsonl'), which takes its text as it is.",
    )


def _score_document(doc: Mapping[str, Any], predicted: Iterable[Mapping[str, Any]]) -> DocumentScore:
    text = MarkedText(doc["text"], doc.get("discard", ()))
    gold_statements, predicted_statements = list(doc["statements"]), list(predicted)
    gold = [r for r in map(text.roles, gold_statements) if r.content]
    answers = [r for r in map(text.roles, predicted_statements) if r.content]
    pairs = pair(text, gold_statements, predicted_statements)
    word, quoted_word = _score_words(text, gold, answers)
    return DocumentScore(
        id=str(doc["id"]),
        pairs=pairs,
        gold=len(gold),
        predicted=len(answers),
        word=word,
        quoted_word=quoted_word,
        by_kind=_score_kinds(text, gold_statements, pairs),
    )


def _score_words(text: MarkedText, gold: list[Roles], predicted: list[Roles]) -> tuple[Rate, Rate]:
    """Score word by word: all words, and those inside quotation marks."""
    allowed: dict[int, list[frozenset[int]]] = {}
    for roles in gold:
        for i in roles.content if roles.source else ():
            allowed.setdefault(i, []).append(roles.source)
    chosen: dict[int, frozenset[int]] = {}
    for roles in sorted(predicted, key=lambda r: -len(r.content)):  # the innermost comes last and stays
        for i in roles.content if roles.source else ():
            chosen[i] = roles.source
    right = {i for i in allowed if i in chosen and any(text.same_source(a, chosen[i]) for a in allowed[i])}
    every = Rate(len(right), len(chosen), len(allowed))
    quoted = Rate(len(right & text.quoted), len(chosen.keys() & text.quoted), len(allowed.keys() & text.quoted))
    return every, quoted


def _score_kinds(
    text: MarkedText, gold: list[Mapping[str, Any]], pairs: tuple[Paired, ...]
) -> dict[StatementKind, KindRecall]:
    counted = dict.fromkeys(KINDS, KindRecall())
    for p in pairs:
        if p.gold is not None:
            for kind in text.kinds(text.roles(gold[p.gold])):
                counted[kind] += KindRecall(1, p.predicted is not None, p.attributed)
    return counted


def _summed(documents: tuple[DocumentScore, ...], unknown: tuple[str, ...]) -> Scores:
    n_gold, n_predicted = sum(d.gold for d in documents), sum(d.predicted for d in documents)
    found = [p for d in documents for p in d.pairs if p.gold is not None and p.predicted is not None]
    return Scores(
        exact=Rate(sum(p.exact for p in found), n_predicted, n_gold),
        found=Rate(len(found), n_predicted, n_gold),
        attributed=Rate(sum(p.attributed for p in found), n_predicted, n_gold),
        word=sum((d.word for d in documents), Rate()),
        quoted_word=sum((d.quoted_word for d in documents), Rate()),
        by_kind={kind: sum((d.by_kind[kind] for d in documents), KindRecall()) for kind in KINDS},
        documents=documents,
        unknown=unknown,
    )
