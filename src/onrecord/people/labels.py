"""Who the label of a transcript's turn names: "SEN. JOHN SMITH (R-OH):", "WALLACE:", "QUESTION:"."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.domain import Article, Span, Speaker

from .cast import Cast
from .chains import Chain, ambiguous, proper_case, type_of, way_to_name
from .names import as_mention

_NOBODY = re.compile(
    r"\b(?:unidentified|unknown|moderator|question|questioner|reporter|press|audience|crowd|host|announcer|narrator|operator|"
    r"interviewer|caller|protester|translator|interpreter|voice|male|female|all|q|a|speaker(?:\s\d+)?)\b",
    re.IGNORECASE,
)
_APPENDED = re.compile(r"\s*(?:\(.*?\)|\[.*?\]|,.*$|:\s*$|\*+)")


def label_speaker(article: Article, cast: Cast, label: Span) -> Speaker:
    """The speaker that a turn's label names.

    A surname alone finds its fuller name in the transcript or in its headline. A label that only says what somebody
    does there ("QUESTION", "UNIDENTIFIED MALE") names nobody.
    """
    printed = label.of(article.text).strip().rstrip(":").strip()
    words = " ".join(_APPENDED.sub("", printed).split())
    if not words or _NOBODY.search(words):
        return Speaker(
            type="unnamed", description=printed, reason=f"the label '{printed}' names nobody", evidence=(label,)
        )
    for where, known in (("transcript", cast), ("headline", _cast_of(article.title or ""))):
        match = known.named(words)
        if match.candidates:
            return ambiguous(words, match, (label,))
        if match.member is not None and len(match.member.fullest.words) > 1:
            if where == "transcript":
                links = Chain((label,)).then(way_to_name(match.member, match.member.fullest.span))
                reason, evidence = links.read_out(article.text), links.links
            else:
                reason, evidence = f"'{printed}' <- '{match.member.name}' in the headline", (label,)
            return Speaker(
                proper_case(match.member.name), type_of(match.member), 0.93, reason=reason, evidence=evidence
            )
    mention = as_mention(words)
    name = words[mention.span.start : mention.span.end] if mention else words  # without the title
    return Speaker(proper_case(name), "person", 0.9, reason=f"the turn is labelled '{printed}'", evidence=(label,))


@lru_cache(maxsize=1)
def _cast_of(headline: str) -> Cast:
    """Everybody whom a headline names; one for all the labels of its transcript."""
    return Cast(headline)
