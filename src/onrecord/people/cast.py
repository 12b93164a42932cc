"""The cast of an article: who and what it names, each with all its mentions, its other names and its offices.

A name is joined to another only by a rule that can be read out: the same surname with given names that fit, a longer
form of the same words, an alias that the text itself gives ("(known as AMLO)"), the initials of an organisation. Where
a bare surname fits two people and nothing tells them apart, it belongs to neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain import Span
from onrecord.domain.sentences import around

from .kinds import with_datelines, with_labels
from .lexicon import folded, gender_of_title, listed
from .likeness import aliases_after, fit, initials, same_name
from .members import Appearance, Match, Member, WordIndex
from .names import Mention, as_mention, find_again, find_mentions
from .offices import describe, gender, is_body
from .trimming import trimmed

_AFTER_ORGANISATION = re.compile(
    r"(?:\s\([^)]*\))?,\swhich\b|\s(?:(?:tracking|national|statewide|online)\s)?(?:polls?|surveys?)\b|\s(?:team|desk)\b"
)
MAIN_BEARER = 3
"""How many times as often as any other of the name a person must be named in full to be meant by the bare surname."""
MOST_OF_ONE_NAME = 100
"""How many who share a name are told apart. Of more (a list of all the Smiths) none is meant by the name alone."""
JUST_NAMED = 300
"""Code points within which a namesake's full name makes the bare surname after it unclear."""


class Cast:
    """Everyone and everything an article names; see the head of this module.

    Args:
        text: the text that all spans point into.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.members: list[Member] = []
        self._by_surname: dict[str, list[Member]] = {}
        self._by_words: dict[tuple[str, ...], Member] = {}
        self._words = WordIndex()
        self._named: dict[str, Match] = {}
        mentions = with_datelines(text, with_labels(text, trimmed(text, find_mentions(text))))
        short = [m for m in mentions if not self._founds(m)]
        for mention in mentions:
            if self._founds(mention):
                self._place(mention)
        self._read_aliases()
        self._sort_out_kinds()
        for member in self.members:
            self._words.enter(member)
        self._whose: dict[Mention, Member] = {}
        self.appearances = self._appearances(short)
        for member in self.members:
            for mention in member.mentions:
                self._whose.setdefault(mention, member)
        self._starts = [a.span.start for a in self.appearances]
        for member in self.members:
            describe(text, member)

    def who(self, mention: Mention) -> Match:
        """Who a mention means. Several whom it fits are told apart, or all listed."""
        known = self._whose.get(mention)
        if known is not None:
            return Match(known)
        if mention.kind == "place" and not mention.title:
            return Match(None)
        fitting = self._words.with_alias(mention.text)
        if not fitting:
            some = self._words.some_with_word(mention.bare[0], MOST_OF_ONE_NAME + 1)
            if len(some) > MOST_OF_ONE_NAME:
                reason = f"more than {MOST_OF_ONE_NAME} in the article have '{mention.bare[0]}' in their names"
                return Match(None, tuple(some[:2]), reason)
            fitting = self._fitting(mention)
        if len(fitting) == 1:
            return Match(fitting[0])
        return self._told_apart(mention, fitting) if fitting else Match(None)

    def named(self, words: str) -> Match:
        """Who a bare name means that was not found by its capitals (a transcript's label in capitals, a headline)."""
        if words not in self._named:
            mention = as_mention(words)
            self._named[words] = self.who(_behind(self.text, mention)) if mention else Match(None)
        return self._named[words]

    def at(self, span: Span) -> list[Appearance]:
        """The names inside ``span``, in its order."""
        return [a for a in self.between(span.start, span.end) if span.contains(a.span)]

    def between(self, start: int, end: int) -> Sequence[Appearance]:
        """The names that begin in ``[start, end)``, in the order of the text."""
        return self.appearances[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of_office(self, word: str, before: int) -> list[Member]:
        """The persons whom the text gives this office before the offset ``before``."""
        key = folded(word)
        return [m for m in self.members if any(office == key and span.start < before for office, span in m.offices)]

    # Building up

    def _founds(self, mention: Mention) -> bool:
        """Whether the mention is full enough to found a member of its own."""
        if mention.kind in ("organisation", "place"):
            return True
        return len(mention.core) > 1

    def _place(self, mention: Mention) -> None:
        alike = self._by_surname.setdefault(mention.bare[-1], [])  # no two names are one that end differently
        if len(alike) > MOST_OF_ONE_NAME:  # then by the same words alone
            known = self._by_words.get(mention.words)
            alike = [known] if known else []
        for member in alike:
            if any(same_name(mention, other) for other in member.forms):
                member.add(mention)
                if mention.kind != "unknown" and member.kind == "unknown":
                    member.kind = mention.kind
                break
        else:
            member = Member(mention.kind, [mention])
            self._by_surname[mention.bare[-1]].append(member)
            self.members.append(member)
        self._by_words.setdefault(mention.words, member)

    def _read_aliases(self) -> None:
        for member in self.members:
            for mention in tuple(member.mentions):
                for alias, span in aliases_after(self.text, mention):
                    if not member.alias_at(alias):
                        member.aliases.append((alias, span))
                        if member.kind == "unknown" and alias.isupper() and folded(alias) in initials(mention):
                            member.kind = "organisation"
        given = {folded(a) for m in self.members for a, _ in m.aliases}
        # A name that is an alias of another ("AMLO", "WHO") founds nobody: its mentions are found again by its letters.
        self.members = [m for m in self.members if not (given & {folded(x.text) for x in m.mentions})]
        self._join_initials()

    def _sort_out_kinds(self) -> None:
        """Take the unknown for organisations whose last word is an ordinary one, or of which the text says it.

        It does so by ", which", "poll" or ", a research group" behind them.
        """
        lower = {folded(w) for w in re.findall(r"(?<![\w])[^\W\d_]+", self.text) if w.islower()}
        for member in self.members:
            last = member.fullest.words[-1]
            if member.kind != "unknown" or len(member.fullest.words) < 2 or last in listed("common_words", "things"):
                continue
            told = any(
                _AFTER_ORGANISATION.match(self.text, m.span.end) or is_body(self.text, m) for m in member.mentions
            )
            if told or (last.endswith("s") and {last, last[:-1], last[:-3] + "y"} & lower):
                member.kind = "organisation"

    def _join_initials(self) -> None:
        """Join "S.E.C." to the Securities and Exchange Commission, where one name alone has these initials."""
        by_letters: dict[str, list[Member]] = {}
        for member in (m for m in self.members if m.kind != "person"):
            for letters in initials(member.fullest):
                by_letters.setdefault(letters, []).append(member)
        for short in [m for m in self.members if len(m.name) < 8 and m.kind in ("organisation", "unknown")]:
            letters = folded(short.name)
            longer = [m for m in by_letters.get(letters, ()) if m is not short]
            if len(longer) == 1 and len(letters) > 1 and short.name.isupper():
                longer[0].aliases.append((short.name, longer[0].fullest.span))
                longer[0].kind = "organisation"
                self.members.remove(short)

    def _found_from_surnames(self, short: Sequence[Mention]) -> None:
        """Found a member for each surname that fits no full name of the article, or only one of the other sex.

        Titled mentions come first: "Mr. Obama" beside "Michelle Obama" shows that there are two.
        """
        founded: dict[str, Member] = {}
        for mention in sorted(short, key=lambda m: not m.title):
            match = self.who(mention)
            if mention.words[-1] in founded and (mention.title or not match.member):
                self._words.add(founded[mention.words[-1]], mention)
            elif match.member is None and not match.candidates:
                founded[mention.words[-1]] = member = Member(mention.kind, [mention])
                self.members.append(member)
                self._words.enter(member)
        for member in founded.values():
            member.mentions.sort(key=lambda m: m.span)
            if any(m.kind == "person" for m in member.mentions):
                member.kind = "person"

    def _appearances(self, short: Sequence[Mention]) -> tuple[Appearance, ...]:
        self._found_from_surnames(short)
        found = [Appearance(x.span, m) for m in self.members for x in m.mentions]
        known = {a.span for a in found}
        for mention in short:
            if mention.span not in known:
                match = self.who(mention)
                found.append(Appearance(mention.span, match.member, match.candidates))
                if match.member:
                    self._words.add(match.member, mention)
        taken = tuple(sorted(a.span for a in found))  # names do not overlap
        names = {alias: m for m in self.members for alias, _ in m.aliases}
        names |= {m.name: m for m in self.members if m.kind != "place"}
        for name, span in find_again(self.text, list(names)):
            at = around(taken, span.start)
            if not any(span.overlaps(t) for t in taken[at : at + 2]):
                found.append(Appearance(span, names[name]))
        return tuple(sorted(found, key=lambda a: a.span))

    def _fitting(self, mention: Mention) -> list[Member]:
        by_strength: dict[int, list[Member]] = {}
        for member in self._words.with_word(mention.bare[0]):
            strength = max((fit(mention, other) for other in member.forms), default=0)
            if strength and not _contradicts(mention, member):
                by_strength.setdefault(strength, []).append(member)
        return by_strength[max(by_strength)] if by_strength else []

    def _told_apart(self, mention: Mention, fitting: list[Member]) -> Match:
        """One of several who share the name, where title, sex or an introduction tells; else all of them."""
        fitting = [m for m in fitting if not _called_after(m, fitting)]
        left = [m for m in fitting if _title_fits(mention, m)] or fitting
        if len(left) > 1:
            main = _main_bearer(left, mention.span.start)
            left = [main] if main else left
        if len(left) == 1:
            others = ", ".join(m.name for m in fitting if m is not left[0])
            return Match(left[0], (), f"not {others}, who is named apart")
        return Match(None, tuple(left), f"{len(left)} people in the article are called '{mention.text}'")


def _behind(text: str, mention: Mention) -> Mention:
    """A name that has no place in the text, set behind it: all that is told there tells of it."""
    behind = Span(len(text), len(text) + len(mention.text))
    return replace(mention, span=behind, whole=behind)


def _called_after(member: Member, others: Sequence[Member]) -> bool:
    """Whether it is a thing called after another of them: the show "Larry King Now" beside Larry King."""
    words = member.fullest.words
    return member.kind != "person" and any(
        m.kind == "person" and len(m.fullest.words) > 1 and words[: len(m.fullest.words)] == m.fullest.words
        for m in others
        if m is not member
    )


def _title_fits(mention: Mention, member: Member) -> bool:
    """Whether the title before a name tells of this member: its sex, or a title it had before."""
    if not mention.title:
        return False
    sex = gender_of_title(mention.title)
    if sex:
        return gender(member) == sex
    return any(folded(mention.title) == folded(m.title) for m in member.mentions if m.title)


def _main_bearer(fitting: list[Member], at: int) -> Member | None:
    """The one whom a bare surname means by the custom of news: introduced before it, and named in full far more often.

    The others of that name are then told by their given names each time. Where another of them was named in full just
    before, it is not clear, and nobody is returned.
    """
    before = [m for m in fitting if m.first < at]
    if len(before) == 1:
        return before[0]
    counts = sorted(((len(_full_mentions(m, at)) + _alone(m, fitting, at), m) for m in before), key=lambda t: -t[0])
    if len(counts) < 2 or not counts[0][0] or counts[0][0] < MAIN_BEARER * counts[1][0]:
        return None
    main = counts[0][1]
    last = max(max(_full_mentions(m, at), default=0) for m in before if m is not main)
    return None if at - last < JUST_NAMED and last > max(_full_mentions(main, at), default=0) else main


def _alone(member: Member, fitting: list[Member], at: int) -> int:
    """How often it was called by the bare surname while no other of the name had been introduced.

    That sets the custom of the article: who was "Novak" for ten paragraphs stays "Novak" when a brother is named.
    """
    first = min((m.first for m in fitting if m is not member), default=at)
    return sum(len(m.bare) == 1 and m.span.start < min(first, at) for m in member.mentions)


def _full_mentions(member: Member, before: int) -> list[int]:
    """Where it was named in full; one that never is, where it was named with a title."""
    alone = all(len(m.bare) == 1 for m in member.mentions)
    return [m.span.start for m in member.mentions if m.span.start < before and (len(m.bare) > 1 or (alone and m.title))]


def _contradicts(mention: Mention, member: Member) -> bool:
    """Whether the title before a name speaks against this member: "Mr." before the surname of a woman."""
    sex = gender_of_title(mention.title)
    return sex is not None and gender(member) not in (None, sex)
