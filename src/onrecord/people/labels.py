"""Who the label of a transcript's turn names: "SEN. JOHN SMITH (R-OH):", "WALLACE:", "QUESTION:"."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.domain import Article, Span, Speaker
from onrecord.domain.titles import FORMS_OF_ADDRESS

from .cast import Cast
from .chains import Chain, ambiguous, proper_case, type_of, way_to_name
from .label_parts import LabelParts, label_parts, names_a_body, names_only_an_office
from .lexicon import SUFFIXES, folded, is_given_name, titles
from .members import Member
from .offices import BODY_NOUNS

_UNKNOWN = frozenset("unidentified unknown unnamed".split())
_ROLES = frozenset(
    "moderator moderators question questions questioner answer reporter reporters press audience crowd host announcer "
    "narrator operator interviewer caller protester protesters translator interpreter voice voices male female man "
    "woman voiceover participant participants all q a speaker speakers "
    "voz voces hombre hombres mujer mujeres publico asistentes coro ninos conductor conductora locutor locutora".split()
)
_NO_NAME = "on|at|in|and|to|of|for|with|before|during|after|from|announcing|regarding|marking|following"
_BETWEEN = frozenset(
    "the of from in another first second third next same member members number no over off "
    "de del la el los las en".split()
)
_BEFORE_NAMES = FORMS_OF_ADDRESS | frozenset("dr sen rep gov".split())  # "MR. SPEAKER" may be called so
# In Spanish those with endings stand by how they begin: "moderadora", "preguntas".
_ROLES_BEGIN = tuple(
    "pregunt interlocut intervenci moderador entrevistador presentador traductor periodist reporter".split()
)


def label_speaker(article: Article, cast: Cast, label: Span) -> Speaker:
    """The speaker that a turn's label names, with the office that stands in it as ``description``.

    A surname alone finds its fuller name in the transcript or in its headline. A label that only says what somebody
    does there ("QUESTION", "UNIDENTIFIED MALE", "THE PRESIDENT") names nobody.
    """
    printed = " ".join(label.of(article.text).split()).rstrip(":").strip()
    parts = label_parts(printed)
    if not parts.name or _names_nobody(parts.whole):
        if holder := _holder_in(article.title or "", printed):
            reason = f"'{printed}' <- '{holder}' in the headline"
            return Speaker(holder, "person", 0.9, reason=reason, evidence=(label,), description=printed)
        return Speaker(
            type="unnamed", description=printed, reason=f"the label '{printed}' names nobody", evidence=(label,)
        )
    for where, known in (("transcript", cast), ("headline", _cast_of(article.title or ""))):
        match = known.named(parts.name)
        if match.candidates:
            return ambiguous(parts.name, match, (label,))
        if match.member is not None and _is_fuller(match.member, parts):
            return _as_member(article, match.member, where, label, parts)
    if full := _given_in(article.title or "", parts.name):
        reason = f"'{parts.name}' <- '{full}' in the headline"
        return Speaker(full, "person", 0.9, reason=reason, evidence=(label,), description=parts.office)
    body = folded(parts.name.split()[-1]) in BODY_NOUNS or names_a_body(parts.name)
    return Speaker(
        name=proper_case(parts.name),
        type="organisation" if body else "person",
        confidence=0.9,
        reason=f"the turn is labelled '{printed}'",
        evidence=(label,),
        description=parts.office,
    )


def _holder_in(headline: str, label: str) -> str | None:
    """Who holds the office that a label names, where the headline says: "THE PRESIDENT" under "Remarks by President
    Dana Holt on the Storm"."""
    office = re.fullmatch(r"the\s+(?P<office>[^\W\d_][\w ]{3,40})", label, re.IGNORECASE)
    if office is None:
        return None
    word = r"[^\W\d_a-z][\w'’-]*\.?"
    name = rf"(?i:\b{re.escape(office['office'])})\s(?P<name>{word}(?:\s(?!(?i:{_NO_NAME})\b){word}){{1,3}})"
    found = re.search(name, headline)
    return found["name"] if found and is_given_name(found["name"].split()[0]) else None


def _given_in(headline: str, surname: str) -> str | None:
    """A surname with the given name that stands before it in a headline, where each word has a capital and so none
    tells where a name begins: "Press Briefing by Press Secretary Dana Holt"."""
    if " " in surname:
        return None
    names = re.findall(rf"([^\W\d_][\w'’-]*\s(?:[A-Z]\.\s)?{re.escape(surname)})\b", headline, re.IGNORECASE)
    full = {proper_case(" ".join(name.split())) for name in names if is_given_name(name.split()[0])}
    return full.pop() if len(full) == 1 else None


def _is_fuller(member: Member, parts: LabelParts) -> bool:
    """Whether the text has more of the name than the label; what the label has, it has for certain."""
    known = label_parts(member.name).name
    words, own = ([folded(word).strip(".") for word in name.split()] for name in (known, parts.name))
    return len(words) > 1 and len(words) >= len(own) and (own[-1] not in SUFFIXES or own[-1] in words)


def _as_member(article: Article, member: Member, where: str, label: Span, parts: LabelParts) -> Speaker:
    if where == "transcript":
        links = Chain((label,)).then(way_to_name(member, member.fullest.span))
        reason, evidence = links.read_out(article.text), links.links
    else:
        reason, evidence = f"'{parts.name}' <- '{member.name}' in the headline", (label,)
    name = proper_case(label_parts(member.name).name)
    return Speaker(name, type_of(member), 0.93, reason=reason, evidence=evidence, description=parts.office)


@lru_cache(maxsize=1024)
def _names_nobody(words: str) -> bool:
    """Whether a label only says what somebody does there: "Q", "MALE VOICE 2"; "A. NOVAK" is somebody."""
    parts = [folded(w) for w in re.findall(r"[^\W\d_][\w.'’]*", words)]
    if not parts or _UNKNOWN & set(parts) or names_only_an_office(words):
        return True
    roles = {part for part in parts if part in _ROLES or part.startswith(_ROLES_BEGIN)}
    if set(parts) <= roles | _BETWEEN:
        return True
    if parts[0] == "the" and titles() & set(parts) and not any(map(is_given_name, parts)):
        return True  # "The Parliamentary Secretary to the Treasury"
    return parts[-1] in roles and parts[0] not in _BEFORE_NAMES and not is_given_name(parts[0]) and len(parts[0]) > 1


@lru_cache(maxsize=1)
def _cast_of(headline: str) -> Cast:
    """Everybody whom a headline names; one for all the labels of its transcript."""
    return Cast(headline)
