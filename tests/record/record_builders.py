"""Builders: articles of which a test writes down only what matters to it. Processes that tests start use them too."""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import Any

from onrecord.domain import (
    Article,
    Extracted,
    Figure,
    Named,
    ReadingWarning,
    Repair,
    Span,
    Speaker,
    Statement,
    Turn,
    When,
)

_QUOTED = re.compile(r"“([^”]+?),?”(?: (he|she|[A-Z][\w.]+(?: [A-Z]\w+)*) (said|declared))?")


def build(
    text: str, *, model: str | None = "m1", speaker: str | None = None, said: str | None = None, **given: Any
) -> Extracted:
    """An article whose quotations in “curly marks” are its statements; ``Name said`` after one is source and cue.

    Args:
        text: of the article.
        model: its version.
        speaker, said: name and EDTF day of every statement, where given.
        given: fields of the Article.
    """
    raw = given.pop("raw", None) or repr((text, sorted(given.items()))).encode()
    digest = hashlib.sha256(raw).hexdigest()
    known: dict[str, Any] = {"id": digest[:16], "reader": "plain", "reader_version": "1", "language": "en"}
    found = _QUOTED.finditer(text)
    statements = tuple(_statement(match, number, speaker, said) for number, match in enumerate(found, 1))
    return Extracted(Article(text=text, raw=raw, sha256=digest, **known | given), statements, (), model)


def _statement(match: re.Match[str], number: int, speaker: str | None, said: str | None) -> Statement:
    name = speaker or (match[2] if match[2] not in {"he", "she"} else None)
    return Statement(
        id=f"s{number}",
        source=(Span(*match.span(2)),) if match[2] else (),
        cue=(Span(*match.span(3)),) if match[3] else (),
        content=(Span(*match.span(1)),),
        form="direct",
        confidence=0.9,
        cue_lemma="say" if match[3] else None,
        speaker=Speaker(name=name, type="person", confidence=0.8) if name else Speaker(reason="nobody is named"),
        said_on=When(said, "given" if said else "nothing tells"),
    )


def full() -> Extracted:
    """An article that has everything an article can have."""
    text = (
        "Officials met in Port Vell.\n\n“We will not,” Mayor Ana Ruiz told reporters at a rally on Friday, “sell "
        "the harbour 🚢 — not for 80 percent.” She declined to answer.\n\nRUIZ: Café, déjà vu."
    )

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    article = Article(
        id="ruiz-1",
        text=text,
        raw=b"\x00\xffraw bytes" * 40,
        sha256=hashlib.sha256(b"\x00\xffraw bytes" * 40).hexdigest(),
        reader="html",
        reader_version="3",
        title="Ruiz: “Never”",
        title_apart=True,
        byline="Lea Roth",
        outlet="The Port Vell Courier",
        url="https://courier.example/ruiz",
        published="2031-05-03",
        modified="2031-05-04",
        language="en",
        path="in/ruiz.html",
        kind="transcript",
        turns=(Turn(at("RUIZ"), at("Café, déjà vu.")),),
        warnings=(ReadingWarning("words-differ", "it differs", at("harbour")), ReadingWarning("cut-short", "it ends")),
        repairs=(Repair("hyphen", 4, "Offi-\ncials", "Officials"), Repair("control", 9, "\x07", "")),
        meta=MappingProxyType({"section": "politics", "tags": ["a", {"b": None}], "words": 31, "naïve": True}),
    )
    statements = (
        Statement(
            id="s1",
            source=(at("Mayor Ana Ruiz"),),
            cue=(at("told"),),
            content=(at("“We will not,”"), at("“sell the harbour 🚢 — not for 80 percent.”")),
            form="direct",
            confidence=1 / 3,
            cue_lemma="tell",
            asserted_by="The Port Vell Courier",
            speaker=Speaker(
                "Ana Ruiz", "person", 0.97, ("x", "y"), ("Ana Ruiz", "Eva Ruiz"), "named", (at("Ana Ruiz"),)
            ),
            said_on=When("2031-05-02", "'on Friday' before 2031-05-03", (at("on Friday"),)),
            event=Named("a rally", at("a rally")),
            place=Named("Port Vell", at("Port Vell")),
            medium=None,
            addressee=Named("reporters", at("reporters")),
        ),
        Statement(
            id="s2",
            source=(at("She"),),
            cue=(at("declined"),),
            content=(at("to answer"),),
            act="refused",
            within="s1",
            speaker=Speaker(type="unnamed", reason="two women", description="an official"),
        ),
        Statement(id="s3", source=(Span(0, 4),), cue=(), content=(Span(7, 12),), field="title", form="direct"),
    )
    figures = (Figure("80 percent", at("80 percent"), 80.0, "percent", "the harbour", "s1"),)
    return Extracted(article, statements, figures, "2031-01")


def many(number: int) -> list[Extracted]:
    """So many different articles, each with several statements, the same on every call."""
    return [
        build(
            f"“We shall count to {n},” Ana Ruiz said.\n\n“And then to {n + 1},” Tom Okafor declared. " * (1 + n % 4),
            id=f"a{n}",
            published=f"2031-{1 + n % 12:02}-{1 + n % 28:02}",
            outlet=f"Outlet {n % 5}",
            path=f"in/{n}.txt",
        )
        for n in range(number)
    ]
