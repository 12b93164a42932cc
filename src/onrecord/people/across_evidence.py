"""What one article says of the names of its speakers: other names, titles, and the pronoun it uses.

All of it is read off the chains of evidence that lead from sources to names, and off the words right behind and before
the names themselves. Nothing here knows of another article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from onrecord.domain import Extracted, LinkSort, NameLink, NameSeen, PersonType, Sex, Span, Statement
from onrecord.domain.titles import FORMS_OF_ADDRESS

from .across_names import (
    HAND,
    block_of,
    first_surname_forms,
    key_of,
    names_nobody,
    one_name,
    shape,
    without_suffix,
)
from .bylines import authors
from .chains import proper_case
from .label_parts import names_a_body, names_only_an_office
from .lexicon import folded, gender_of_title, is_given_name, titles
from .likeness import aliases_after, initials
from .members import Member
from .names import Mention, NameKind, find_again, find_mentions
from .offices import WRITTEN_OUT, describe

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_TITLE_REACH = 70
"""Code points before a name in which its title is sought."""
_MOST_PLACES = 6
"""Places of a name in one article that are looked at for titles and other names: the first ones introduce it."""
_NO_OFFICES = FORMS_OF_ADDRESS | frozenset(
    "messrs mme mlle mister sir madam madame st saint don senor senora herr frau "
    "defendant plaintiff petitioner respondent nominee candidate father brother sister".split()
)
_WRITTEN_OUT = {short: office.capitalize() for short, office in WRITTEN_OUT.items()} | {
    "sens": "Senator",
    "senators": "Senator",
    "justices": "Justice",
    "reps": "Representative",
    "govs": "Governor",
    "maj": "Major",
    "cmdr": "Commander",
    "rev": "Reverend",
    "dr": "Doctor",
    "pres": "President",
    "ceo": "Chief Executive",
}
"""As they are shown; beside those by which somebody is called again, such as stand before names alone."""
_SINGLE_OFFICES = frozenset(
    "president chancellor premier minister secretary senator representative governor mayor ambassador general judge "
    "congressman congresswoman chairman chairwoman speaker commissioner sheriff spokesman spokeswoman spokesperson "
    "king queen pope prince princess bishop archbishop director".split()
)
_SAYS_OTHER_NAME = re.compile(r"\b(?:known|referred to|nicknamed|dubbed|called|aka|a\.k\.a)\b")
_NOT_NOW = frozenset("former ex late then future".split())


@dataclass(slots=True)
class _Gathered:
    """What was gathered of one key while an article is gone through."""

    written: str
    kind: PersonType
    statements: list[str] = field(default_factory=list)
    sexes: set[Sex] = field(default_factory=set)
    places: list[Span] = field(default_factory=list)
    links: dict[tuple[str, str], NameLink] = field(default_factory=dict)
    offices: dict[str, Span] = field(default_factory=dict)


def observe(extracted: Extracted) -> tuple[NameSeen, ...]:
    """The names of an article's speakers, with all that the article says of them, by key.

    Args:
        extracted: an article whose speakers were worked out.
    """
    gathered: dict[str, _Gathered] = {}
    text = extracted.article.text
    for statement in extracted.statements:
        for name, kind in _named(statement):
            key = key_of(name, kind)
            if names_nobody(key, kind):
                continue
            one = gathered.setdefault(key, _Gathered(name, kind))
            one.statements.append(statement.id)
            if not statement.speaker.members:
                _read_chain(one, key, statement, text)
            if statement.speaker.description and statement.source and not statement.cue:
                one.offices.setdefault(_labelled_office(statement.speaker.description), statement.source[0])
    for key, one in gathered.items():
        _look_around(one, key, text)
    _link_forms(gathered)
    return tuple(_seen(key, one) for key, one in sorted(gathered.items()))


def _link_forms(gathered: Mapping[str, _Gathered]) -> None:
    """Keep what the names by themselves say: a first surname that may stand alone; namesakes told apart by "Jr."."""
    people = {key: one for key, one in gathered.items() if one.kind == "person"}
    for key, one in people.items():
        for form in first_surname_forms(key):
            one.links.setdefault((form, key), NameLink(form, key, "double"))
        plain, suffix = without_suffix(key), shape(key).suffix
        for other in people if suffix else ():
            if suffix != shape(other).suffix and one_name(without_suffix(other), plain):
                one.links[other, key] = NameLink(other, key, "apart")


def _named(statement: Statement) -> Iterator[tuple[str, PersonType]]:
    """Whom a statement is given to: one name, or each member of a group."""
    speaker = statement.speaker
    if speaker.members:
        for member in speaker.members:
            yield member, "organisation" if names_a_body(member) else "person"
    elif speaker.name and speaker.type == "author":
        several = len(authors(speaker.name)) > 1
        yield speaker.name, "group" if several else "person"
    elif speaker.name and speaker.type in ("person", "organisation"):
        yield speaker.name, speaker.type


def _read_chain(one: _Gathered, key: str, statement: Statement, text: str) -> None:
    """Keep what the chain of a statement's speaker says: pronouns, and other names on the way."""
    spans = statement.speaker.evidence
    words = [" ".join(span.of(text).split()) for span in spans]
    for span, said in zip(spans, words, strict=True):
        bare = said.lower()
        if bare in _HE | _SHE:
            one.sexes.add("he" if bare in _HE else "she")
        elif said[:1].isupper() or said[:1].isdigit():
            if key_of(said, one.kind) == key:
                one.places.append(span)
            else:
                _tie(one, key, said, span, [pair for pair in zip(words, spans, strict=True) if pair[0] != said])


@lru_cache(maxsize=4096)
def _labelled_office(printed: str) -> str:
    """The office in a transcript's label as it is otherwise written: "Senator" for "SEN."."""
    return (office_title(printed) if names_only_an_office(printed) else "") or proper_case(printed)


def _tie(one: _Gathered, key: str, said: str, span: Span, others: Sequence[tuple[str, Span]]) -> None:
    """Keep that the article uses ``said`` for this name, where it is a name at all."""
    short = key_of(said, one.kind)
    if not short or short == key or names_nobody(short, one.kind) or len(short.split()) > len(key.split()) + 1:
        return
    sort = _sort_of_tie(short, key, one.kind)
    telling = next((where for other, where in others if _SAYS_OTHER_NAME.search(other) and said in other), None)
    if sort is None and (telling or _are_initials(said, one)):
        sort, span = "alias", telling or span
    if sort is None:
        return
    if sort == "short":
        one.places.append(span)
    one.links.setdefault((short, key), NameLink(short, key, sort, span))


def _sort_of_tie(short: str, key: str, kind: PersonType) -> LinkSort | None:
    a, b = short.split(), key.split()
    if kind != "person":
        return "short" if len(a) < len(b) and b[-len(a) :] == a else None
    one, other = shape(short), shape(key)
    if one.full and len(a) > 1 and one.surname == other.surname and not (b[-len(a) :] == a and not is_given_name(a[0])):
        return "form" if other.full else None
    bare = [w for w in b if w != other.suffix]
    tail = bare[-len(a) :] == a and len(a) < len(bare)
    inner = len(a) == 1 and len(a[0]) > 2 and a[0] in bare[1:-1] and not is_given_name(a[0])
    return "short" if tail or inner else None


def _are_initials(said: str, one: _Gathered) -> bool:
    mention = Mention(Span(0, len(one.written)), one.written, tuple(one.written.split()), "unknown", "", Span(0, 1))
    return said.isupper() and len(folded(said)) > 1 and folded(said) in initials(mention)


def _look_around(one: _Gathered, key: str, text: str) -> None:
    """Read the words right behind and before the name: "(known as AMLO)", "Secretary of State"."""
    if one.kind == "group":
        return
    found = [span for _, span in find_again(text, [one.written])][:_MOST_PLACES]
    places = sorted({*found, *one.places})[: 2 * _MOST_PLACES]
    mentions = [_mention_at(text, span, one.kind) for span in places]
    for mention in mentions:
        if mention.text == one.written:
            for alias, span in aliases_after(text, mention):
                short = key_of(alias, one.kind)
                if short and short != key and _may_be_alias(alias, one.written, span.of(text)):
                    one.links.setdefault((short, key), NameLink(short, key, "alias", span))
    if one.kind == "person" and mentions:
        _read_offices(one, text, mentions)


def _may_be_alias(alias: str, name: str, words: str) -> bool:
    """Whether what stands in brackets behind a name is short for it: "WASHINGTON (CNN)" is a dateline.

    Its letters must stand in the name in their order, from the first on, where no word such as "known as" says it.
    """
    if _SAYS_OTHER_NAME.search(words):
        return True
    letters, rest = folded(alias).replace("-", ""), iter(folded(name.removeprefix("The ")).replace(" ", ""))
    return folded(name.removeprefix("The "))[:1] == letters[:1] and all(c in rest for c in letters)


def _mention_at(text: str, span: Span, kind: PersonType) -> Mention:
    """The name at ``span``, with the title before it."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _TITLE_REACH)
    words = span.of(text)
    parts = tuple(folded(w) for w in words.split())
    kept: NameKind = "organisation" if kind == "organisation" else "person"
    if kind == "person":
        window = text[start : span.end]
        for mention in reversed(find_mentions(window)):
            if mention.span.end + start >= span.end and mention.title:
                whole = Span(mention.whole.start + start, span.end)
                return Mention(span, words, parts, kept, mention.title, whole)
    return Mention(span, words, parts, kept, "", span)


def _read_offices(one: _Gathered, text: str, mentions: Sequence[Mention]) -> None:
    for mention in mentions:
        sex = gender_of_title(mention.title) if mention.title else None
        if sex:
            one.sexes.add(sex)
        title = office_title(mention.title)
        before = text[max(0, mention.whole.start - 8) : mention.whole.start].lower()
        if title and not any(before.rstrip(" -").endswith(word) for word in _NOT_NOW):
            one.offices.setdefault(title, Span(mention.whole.start, mention.span.end))
    member = Member("person", list(mentions))
    describe(text, member)
    for word, span in member.offices:
        past = _NOT_NOW.intersection(span.of(text).lower().replace("-", " ").split())
        if word in _SINGLE_OFFICES and not past and not any(word in title.lower() for title in one.offices):
            one.offices.setdefault(word.capitalize(), span)


@lru_cache(maxsize=4096)
def office_title(title: str) -> str:
    """A title before a name as an office: written out, without forms of address; empty where nothing is left.

    >>> office_title("Texas Sen."), office_title("Secretary of State"), office_title("Mr.")
    ('Senator', 'Secretary of State', '')
    """
    words = [w for w in title.split() if folded(w) not in _NO_OFFICES]
    at = next((n for n, w in enumerate(words) if folded(w) in titles() or folded(w) in _BEFORE_OFFICE), None)
    if at is None or any(folded(w) in _NOT_NOW for w in words[: at + 1]):
        return ""
    kept = [_WRITTEN_OUT.get(folded(w), w.capitalize() if w.isupper() else w) for w in words[at:]]
    return " ".join(kept) if any(folded(w) in titles() for w in words[at:]) else ""


_BEFORE_OFFICE = frozenset(
    "prime vice deputy foreign defense defence finance interior attorney chief health education justice police fire "
    "assistant associate acting interim lieutenant lt".split()
)


def _seen(key: str, one: _Gathered) -> NameSeen:
    sex = next(iter(one.sexes)) if len(one.sexes) == 1 else None
    bare = one.kind == "person" and not shape(key).full
    own = f"{key}|{sex}" if bare and sex else key
    links = tuple(replace(link, long=own) for _, link in sorted(one.links.items()))
    return NameSeen(
        key=own,
        block=block_of(key),
        written=one.written,
        kind=one.kind,
        statements=tuple(one.statements),
        sex=sex,
        offices=tuple(one.offices.items()),
        links=links,
    )


def split_by_hand(seen: NameSeen, edit: int) -> NameSeen:
    """The name as another one's, after somebody split it by hand: edit ``edit`` says in which articles."""
    key = f"{seen.key}{HAND}{edit}"
    return NameSeen(key, seen.block, seen.written, seen.kind, seen.statements, seen.sex, seen.offices)
