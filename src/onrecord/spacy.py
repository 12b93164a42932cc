"""A component of spaCy that puts the statements of a text into ``doc.spans["statements"]``.

    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    doc = nlp("“We will wait,” said Ana Reyes.")
    [(span.text, span._.speaker) for span in doc.spans["statements"]]

spaCy finds it by its entry point and loads this module with every pipeline, also of those who never ask for it. So
nothing of ours is imported here until the component is used, and nothing of spaCy's but what it has loaded anyway.

A span of spaCy begins and ends with a token, and a stretch of ours where the words do. Where the two differ the span is
the wider one, so that no word that was said is lost; ``offsets`` has the exact places. All that was found lies in
``doc.user_data["onrecord"]`` as plain values, so that it travels with ``Doc.to_bytes`` and ``nlp.pipe(n_process=2)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from onrecord.domain import Article

KEY = "statements"
"""Of ``doc.spans``."""

_DATA = "onrecord"
_DEFAULTS = {"only_statements": False, "min_confidence": 0.0, "prefix": ""}


@Language.factory("onrecord", default_config=_DEFAULTS, assigns=["doc.spans"])
def statements(nlp: Language, name: str, only_statements: bool, min_confidence: float, prefix: str) -> Statements:
    """Make the component.

    Args:
        nlp: a pipeline for English, or for no language in particular ("xx"); name: under which it stands in it.
        only_statements: stop before people and dates.
        min_confidence: statements below it are left out, 0 to 1.
        prefix: stands before the names of the extension attributes, where others have such names already.

    Raises:
        UsageError: where the pipeline is of another language (code ``language``), or one of the names is taken
            (``extension``).
    """
    from onrecord.errors import UsageError

    if nlp.lang not in ("en", "xx"):
        raise UsageError(
            f"the model knows English alone, and this pipeline is for {nlp.lang!r}",
            where=name,
            next_step='Put it into a pipeline for "en", or for "xx"',
            code="language",
        )
    _extend(prefix)
    return Statements(only_statements, min_confidence, prefix)


class Statements:
    """Finds the statements of a Doc.

    Args:
        only_statements, min_confidence, prefix: as ``statements`` has them.
    """

    def __init__(self, only_statements: bool, min_confidence: float, prefix: str) -> None:
        self._only_statements = only_statements
        self._min_confidence = min_confidence
        self._prefix = prefix

    def __call__(self, doc: Doc) -> Doc:
        """Find them; the model is loaded the first time.

        Raises:
            UsageError: where ``doc._.published`` is no day.
        """
        from onrecord.ingest import extract
        from onrecord.ingest.pipeline import confident
        from onrecord.views.interchange import statement_object

        article = _article(doc.text, doc._.get(f"{self._prefix}published"))
        found = confident(extract(article, only_statements=self._only_statements), self._min_confidence)
        doc.user_data[_DATA] = {one.id: statement_object(one) for one in found.statements}
        doc.spans[KEY] = [
            span
            for one in found.statements
            for span in _spans(doc, ((s.start, s.end) for s in one.content), one.act, one.id)
        ]
        return doc


def _article(text: str, published: str | None) -> Article:
    import dataclasses
    from datetime import date

    from onrecord.errors import UsageError
    from onrecord.ingest.pipeline import article_of

    if published is not None:
        try:
            published = date.fromisoformat(str(published)[:10]).isoformat()
        except ValueError:
            raise UsageError(
                f"{published!r} is no day", where="doc._.published", next_step="Write it as 2026-01-16", code="day"
            ) from None
    return dataclasses.replace(article_of(text), published=published)


def _spans(doc: Doc, places: Iterable[tuple[int, int]], label: str, statement: str) -> list[Span]:
    """The tokens that each stretch touches, once where two touch the same; none where it is the space after one."""
    found: dict[tuple[int, int], Span] = {}
    for start, end in places:
        span = doc.char_span(start, end, label=label, span_id=statement, alignment_mode="expand")
        if span is not None and len(span):
            found[span.start, span.end] = span
    return list(found.values())


# --- the extension attributes -----------------------------------------------------------------------------------------


def _data(span: Span) -> dict[str, Any]:
    """The statement that a span is a stretch of, as ``onrecord extract`` writes it; empty of any other span."""
    found: dict[str, Any] = span.doc.user_data.get(_DATA, {}).get(span.id_, {})
    return found


def _statement(span: Span) -> dict[str, Any] | None:
    return _data(span) or None


def _speaker(span: Span) -> str | None:
    name: str | None = _data(span).get("speaker", {}).get("name")
    return name


def _said_on(span: Span) -> str | None:
    day: str | None = _data(span).get("said_on", {}).get("edtf")
    return day


def _cue(span: Span) -> list[Span]:
    return _spans(span.doc, _data(span).get("cue", ()), "cue", span.id_)


def _source(span: Span) -> list[Span]:
    return _spans(span.doc, _data(span).get("source", ()), "source", span.id_)


def _form(span: Span) -> str | None:
    return _data(span).get("form")


def _act(span: Span) -> str | None:
    return _data(span).get("act")


def _confidence(span: Span) -> float | None:
    return _data(span).get("confidence")


def _offsets(span: Span) -> list[tuple[int, int]]:
    def lies_here(place: tuple[int, int]) -> bool:
        # Not by comparing offsets: a token's white space is not in its span, and a stretch may end with it.
        return [(s.start, s.end) for s in _spans(span.doc, [place], "", "")] == [(span.start, span.end)]

    return [(start, end) for start, end in _data(span).get("content", ()) if lies_here((start, end))]


_GETTERS: dict[str, Callable[[Span], Any]] = {
    "statement": _statement,
    "speaker": _speaker,
    "said_on": _said_on,
    "cue": _cue,
    "source": _source,
    "form": _form,
    "act": _act,
    "confidence": _confidence,
    "offsets": _offsets,
}


def _extend(prefix: str) -> None:
    """Give Span and Doc the attributes, as often as it is called; what others put there is left alone."""
    names = {f"{prefix}{name}": getter for name, getter in _GETTERS.items()}
    for name, getter in names.items():
        if Span.has_extension(name) and Span.get_extension(name)[2] is not getter:
            raise _taken(f"span._.{name}")
    published = f"{prefix}published"
    if Doc.has_extension(published) and Doc.get_extension(published) != (None, None, None, None):
        raise _taken(f"doc._.{published}")
    for name, getter in names.items():
        Span.set_extension(name, getter=getter, force=True)
    Doc.set_extension(published, default=None, force=True)


def _taken(name: str) -> Exception:
    from onrecord.errors import UsageError

    return UsageError(
        "this attribute is somebody else's already",
        where=name,
        next_step='Give ours another name: nlp.add_pipe("onrecord", config={"prefix": "onrecord_"})',
        code="extension",
    )
