"""The chain of places that leads from a source to a name, and how it is read out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.domain import Span, Spans, Speaker, SpeakerType

from .lexicon import PARTICLES, folded
from .members import Match, Member

_LONGEST_LINK = 80
_LONGEST_LETTERS = 3  # letters of a word in capitals beside others that are not, which may be initials


@dataclass(frozen=True, slots=True)
class Chain:
    """Places in the text, from the source to the name, each of which leads to the next."""

    links: Spans

    def read_out(self, text: str) -> str:
        """The links in words: ``'He' <- 'AMLO' <- 'Andrés Manuel López Obrador (known as AMLO)'``."""
        shown: list[str] = []
        for link in self.links:
            words = shortened(link.of(text))
            if not shown or words != shown[-1]:
                shown.append(words)
        return " <- ".join(f"'{w}'" for w in shown)

    def then(self, more: Iterable[Span]) -> Chain:
        """The chain with further links, leaving out places it has already been at."""
        links = list(self.links)
        for span in more:
            if span not in links:
                links.append(span)
        return Chain(tuple(links))


def shortened(words: str) -> str:
    """Words of the text in one line, cut off where they would fill a reason."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_LINK else line[: _LONGEST_LINK - 1] + "…"


def way_to_name(member: Member, span: Span) -> tuple[Span, ...]:
    """The links from a name at ``span`` to the fullest name of ``member``; only ``span`` where it is that."""
    here = member.mention_at(span)
    fullest = member.fullest
    if here is not None and folded(here.text) == folded(fullest.text):
        return (span,)
    return (span, fullest.span)


def way_by_alias(member: Member, alias: str, span: Span) -> tuple[Span, ...]:
    """The links from an alias at ``span`` to the place where the text says whose it is."""
    given = member.alias_at(alias)
    return (span, given) if given else way_to_name(member, span)


def type_of(member: Member) -> SpeakerType:
    """What sort of speaker a member of the cast is. A state or a town that speaks does so as an organisation."""
    return "organisation" if member.kind in ("organisation", "place") else "person"


def ambiguous(words: str, match: Match, evidence: Spans) -> Speaker:
    """A speaker whose name fits several; all are listed and none is chosen."""
    names = tuple(m.name for m in match.candidates)
    return Speaker(
        type="person",
        candidates=names,
        reason=f"'{words}' can be {' or '.join(names)}, and nothing near it tells which",
        evidence=evidence,
    )


def proper_case(name: str) -> str:
    """A person's name in capitals as it is otherwise written: O'Reilly for ``O'REILLY``; other names unchanged."""
    if not name.isupper() or (len(name) <= 4 and " " not in name and not name.isalpha()):
        given, *rest = name.split() or [name]
        if given.isupper() or not any(len(word) > _LONGEST_LETTERS and word.isupper() for word in rest):
            return name
        return " ".join([given, *(proper_case(w) if len(w) > _LONGEST_LETTERS else w for w in rest)])
    words: list[str] = []
    for word in name.split():
        if words and word.lower() in PARTICLES:
            words.append(word.lower())
            continue
        parts = [p.capitalize() for p in word.replace("’", "'").split("-")]
        parts = ["'".join(q.capitalize() for q in p.split("'")) if "'" in p and p.index("'") < 3 else p for p in parts]
        cased = "-".join("Mc" + p[2:].capitalize() if p.startswith("Mc") and len(p) > 3 else p for p in parts)
        words.append("II" if word == "II" else "III" if word == "III" else cased)
    return " ".join(words)
