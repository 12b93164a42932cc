"""Who the label of a transcript's turn names: "SEN. JOHN SMITH (R-OH):", "WALLACE:", "QUESTION:"."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.domain import Article, Span, Speaker

from .cast import Cast
from .chains import Chain, ambiguous, proper_case, type_of, way_to_name
from .lexicon import folded, is_given_name
from .names import as_mention

_UNKNOWN = frozenset("unidentified unknown unnamed".split())
_ROLES = frozenset(
    "moderator moderators question questions questioner answer reporter reporters press audience crowd host announcer "
    "narrator operator interviewer caller protester protesters translator interpreter voice voices male female man "
    "woman voiceover participant participants all q a speaker speakers".split()
)
_BETWEEN = frozenset("the of from in another first second third next same member members number no over off".split())
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss dr sen rep gov".split())
_APPENDED = re.compile(r"\s*(?:\(.*?\)|\[.*?\]|,.*$|:\s*$|\*+)")


def label_speaker(article: Article, cast: Cast, label: Span) -> Speaker:
    """The speaker that a turn's label names.

    A surname alone finds its fuller name in the transcript or in its headline. A label that only says what somebody
    does there ("QUESTION", "UNIDENTIFIED MALE") names nobody.
    """
    printed = label.of(article.text).strip().rstrip(":").strip()
    words = " ".join(_APPENDED.sub("", printed).split())
    if not words or _names_nobody(words):
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


@lru_cache(maxsize=1024)
def _names_nobody(words: str) -> bool:
    """Whether a label only says what somebody does there: "Q", "MALE VOICE 2"; "A. NOVAK" is somebody."""
    parts = [folded(w) for w in re.findall(r"[^\W\d_][\w.'’]*", words)]
    if not parts or _UNKNOWN & set(parts) or set(parts) <= _ROLES | _BETWEEN:
        return True
    return (
        parts[-1] in _ROLES and parts[0] not in _FORMS_OF_ADDRESS and not is_given_name(parts[0]) and len(parts[0]) > 1
    )


@lru_cache(maxsize=1)
def _cast_of(headline: str) -> Cast:
    """Everybody whom a headline names; one for all the labels of its transcript."""
    return Cast(headline)
