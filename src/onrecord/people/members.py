"""The members of an article's cast, and the places at which they are named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice, pairwise

from onrecord.domain import Sex, Span

from .lexicon import folded, is_given_name
from .names import Mention, NameKind


@dataclass(slots=True, eq=False)
class Member:
    """One person, organisation or place of the cast. Built up while the article is read, then left alone.

    Attributes:
        kind: what sort it is; ``unknown`` where nothing tells.
        mentions: the names it goes by, in the order of the text.
        aliases: other names the text gives it, each with the place where it is given.
        gender: which pronoun may stand for it; None where unknown.
        offices: words for what the person is ("mayor", "senator"), folded, with their places.
        forms: of the mentions that are alike letter for letter, the earliest. Rules that ask only how somebody is named
            ask these: the few forms of a name, however often it stands in the text.
    """

    kind: NameKind
    mentions: list[Mention]
    aliases: list[tuple[str, Span]] = field(default_factory=list)
    gender: Sex | None = None
    offices: list[tuple[str, Span]] = field(default_factory=list)
    _forms: dict[tuple[object, ...], Mention] = field(default_factory=dict, init=False, repr=False)
    _at: dict[Span, Mention] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self._keep_form(mention)

    @property
    def forms(self) -> Collection[Mention]:
        """See ``Member``."""
        return self._forms.values()

    def add(self, mention: Mention) -> None:
        """One more mention of it."""
        self.mentions.append(mention)
        self._keep_form(mention)

    def mention_at(self, span: Span) -> Mention | None:
        """The mention that stands there; None where none does."""
        return self._at.get(span)

    def _keep_form(self, mention: Mention) -> None:
        self._at.setdefault(mention.span, mention)
        alike = (mention.text, mention.words, mention.kind)
        known = self._forms.get(alike)
        if known is None or mention.span < known.span:
            self._forms[alike] = mention

    @property
    def fullest(self) -> Mention:
        """The mention with the fullest name: most words, then most letters, then the earliest.

        One that begins with a given name goes before one that does not: "Jane Roe" before "Crooked Jane Roe".
        """
        return max(
            self.forms,
            key=lambda m: (
                not any(a == b for a, b in pairwise(m.words)),  # "Jane Jane Roe" is how people stammer
                len(m.words) > 1 and is_given_name(m.words[0]),
                len(m.words),
                len(m.text),
                -m.span.start,
            ),
        )

    @property
    def name(self) -> str:
        """The fullest name, in one line."""
        return " ".join(self.fullest.text.split())

    @property
    def first(self) -> int:
        """Offset at which it is named first."""
        return min(m.span.start for m in self.mentions)

    def alias_at(self, name: str) -> Span | None:
        """Where the text says that ``name`` is another name of this one; None where it does not."""
        return next((span for alias, span in self.aliases if folded(alias) == folded(name)), None)

    @property
    def is_full(self) -> bool:
        """Whether its fullest name begins with a given name and goes on."""
        return len(self.fullest.words) > 1 and is_given_name(self.fullest.words[0])

    @property
    def may_be_person(self) -> bool:
        """Whether "he" or "she" may stand for it."""
        return self.kind in ("person", "unknown")


class WordIndex:
    """Members by the words of their names and by their aliases, so that whoever is asked for need not pass them all."""

    def __init__(self) -> None:
        self._rank: dict[Member, int] = {}
        self._by_word: dict[str, dict[Member, None]] = {}
        self._by_alias: dict[str, list[Member]] = {}

    def enter(self, member: Member) -> None:
        """Keep a member with all its names. Its aliases must be known by now."""
        self._rank[member] = len(self._rank)
        for mention in member.mentions:
            self._keep(member, mention)
        for alias in dict.fromkeys(folded(alias) for alias, _ in member.aliases):
            self._by_alias.setdefault(alias, []).append(member)

    def add(self, member: Member, mention: Mention) -> None:
        """One more mention of a member that was entered."""
        member.add(mention)
        self._keep(member, mention)

    def with_word(self, word: str) -> list[Member]:
        """Those in whose names a folded word stands, in the order in which they were entered."""
        return sorted(self._by_word.get(word, ()), key=self._rank.__getitem__)

    def some_with_word(self, word: str, most: int) -> list[Member]:
        """So many of ``with_word`` at most, in the order in which they came to bear it."""
        return list(islice(self._by_word.get(word, ()), most))

    def with_alias(self, name: str) -> list[Member]:
        """Those whom the text gives this other name, in the order in which they were entered."""
        return self._by_alias.get(folded(name), [])

    def _keep(self, member: Member, mention: Mention) -> None:
        for word in mention.bare:
            self._by_word.setdefault(word, {})[member] = None


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name is: one member, or several that it fits, or nobody known."""

    member: Member | None
    candidates: tuple[Member, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place at which a member is named; ``member`` is None where the name fits several."""

    span: Span
    member: Member | None
    candidates: tuple[Member, ...] = ()
