"""Where the names of an article stand, and of what sort each is.

Names are found by their capitals, with what may stand between (particles, "of" in the names of offices and
companies), and sorted by lists and by what stands around them. There is no model here: a rule can say why. A word that
could be a name or the beginning of a sentence is taken for a name only where the rest of the article shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span
from onrecord.domain.sentences import paragraphs, sentences
from onrecord.domain.titles import FORMS_OF_ADDRESS

from .lexicon import PARTICLES, SUFFIXES, folded, is_given_name, listed, titles
from .words import Word, is_headline, is_set_in_capitals, split_words

NameKind = Literal["person", "organisation", "place", "unknown"]

_FIRST = re.compile(r"(?<!\w)(?:\w+|[^\w\s])")  # a word, or the sign that a name begins with
_IN_WORD = re.compile(r"\w")
_AFTER_THE = re.compile(r"\bthe\s+\W*$", re.IGNORECASE)
_LONGEST_ACRONYM = 6
_QUOTED_NICKNAME = re.compile(r"\s[\"“(][^\W\d_]+[\"”)]\s$")
_COMPOUND_ADJECTIVE = re.compile(r"[-–](?:based|led|backed|born|style|era|area|wide|run|owned|made|bound|born|like)$")
_TITLES_AND_SURNAMES = frozenset(
    "king prince pope bishop judge dean major marshal baron duke lord priest page coach".split()
)
_PARTY_AND_STATE = re.compile(r"[DRI][-–][A-Z]")  # "(D-N.C.)" after a senator's name
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:d|ll|re|ve|m))$", re.IGNORECASE)
_CAMEL_CASE = re.compile(  # "SurveyMonkey", not "MacArthur"
    r"^(?!(?:Ma?c|Al|Ben|D[aeiou]|De[ls]|Do?s|El|Fitz|L[aeo]|O|St|V[ao]n)[A-Z])[A-Z][a-z]+[A-Z][a-z]"
)
_NEVER_NAMES = frozenset(
    "the a an i i'm i've i'll i'd it it's he she we they you that this how why what when where whose which if but and "
    "because even".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text.

    Attributes:
        span: the name without title and possessive ending.
        text: the words of ``span``.
        words: its words, folded, particles and suffixes included.
        kind: what sort of name it looks like where it stands.
        title: the title or office before it ("Finance Minister"), as printed; empty where there is none.
        whole: span with the title.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    kind: NameKind
    title: str
    whole: Span

    @property
    def suffix(self) -> str:
        """The part that tells father from son, folded; empty where there is none."""
        return self.words[-1] if self.words[-1] in SUFFIXES else ""

    @property
    def core(self) -> tuple[str, ...]:
        """The words without suffix and leading particles: of "van der Straat" only "straat"; "Ben Carson" has none."""
        words = self.bare
        if len(words) > 1 and words[1] not in PARTICLES and self.text[0].isupper() and is_given_name(words[0]):
            return words
        while len(words) > 1 and words[0] in PARTICLES:
            words = words[1:]
        return words

    @property
    def bare(self) -> tuple[str, ...]:
        """The words without the suffix."""
        return self.words[:-1] if self.suffix and len(self.words) > 1 else self.words


def find_mentions(text: str) -> tuple[Mention, ...]:
    """All names in ``text``, in its order. Headlines set in capitals give none; see ``find_again`` for these."""
    headlines = [p for p in paragraphs(text) if is_headline(p.of(text))]
    headlines += [s for s in sentences(text) if is_set_in_capitals(s.of(text))]
    inside = {n for h in headlines for n in range(h.start, h.end)}
    words = [w for w in split_words(text) if w.start not in inside]
    seen = _Seen.of(words)
    return tuple(m for run in _runs(text, words, seen) for m in _mentions(text, run, seen))


def as_mention(words: str) -> Mention | None:
    """``words`` read as one name, whatever their letters are; None where they are no name or more than one."""
    cased = words.title() if words.isupper() or words.islower() else words
    parts = split_words(cased)
    seen = _Seen(frozenset(), frozenset(folded(w.text) for w in parts))
    found = [m for run in _runs(cased, parts, seen) for m in _mentions(cased, run, seen)]
    whole = len(found) == 1 and cased[: found[0].whole.start].strip(' "“‘') + cased[found[0].whole.end :].strip() == ""
    return found[0] if whole else None


def find_again(text: str, names: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """Each occurrence in ``text`` of one of ``names``, letter for letter and as whole words; longer names first."""
    # By the word that each begins with and how long it is, so that a thousand names cost a word no more than one.
    lengths: dict[str, set[int]] = {}
    for name in names:
        if first := _FIRST.match(name):
            lengths.setdefault(first[0], set()).add(len(name))
    wanted, end = frozenset(names), 0
    for word in _FIRST.finditer(text):
        start = word.start()
        if start < end:
            continue
        for length in sorted(lengths.get(word[0], ()), reverse=True):
            name = text[start : start + length]
            if name in wanted and not _IN_WORD.match(text, start + length):
                yield name, Span(start, end := start + length)
                break


@dataclass(frozen=True, slots=True)
class _Seen:
    """How words are written where a capital does tell: in the middle of sentences."""

    lower: frozenset[str]
    capital: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Seen:
        lower = frozenset(folded(w.text) for w in words if not w.capital)
        return cls(lower, frozenset(folded(w.text) for w in words if w.capital and not w.opens))

    def doubtful(self, word: Word) -> bool:
        """Whether the word is no name for all that this article shows."""
        key = folded(word.text)
        if key in listed("common_words", "openers"):
            return word.opens or key in _NEVER_NAMES or (word.text.isupper() and len(key) > 2)
        if _CONTRACTED.search(word.text):
            return True
        return word.opens and key in self.lower and key not in self.capital and not is_given_name(word.text)


def _runs(text: str, words: Sequence[Word], seen: _Seen) -> Iterator[list[Word]]:
    """Stretches of words that belong together as one name, titles in front included."""
    i = 0
    while i < len(words):
        if not (_can_begin(words[i], seen) or _is_given_month(text, words, i)):
            i += 1
            continue
        run = [words[i]]
        i += 1
        while not run[-1].possessive or _owns_by_name(text, run, words[i : i + 3]):
            step = _goes_on(text, run, words[i : i + 4])
            if not step:
                break
            run += words[i : i + step]
            i += step
        yield run


def _is_given_month(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether "Jan" or "April" begins a person's name: "Jan Novak" does, "in April Congress" does not."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else None
    if not (word.capital and is_given_name(word.text) and following and following.capital):
        return False
    if folded(word.text) not in listed("common_words", "calendar") or text[word.end : following.start] != " ":
        return False
    calendar = folded(following.text) in listed("common_words", "calendar")
    return not calendar and not (i and words[i - 1].text.lower() in _BEFORE_MONTHS)


_BEFORE_MONTHS = frozenset(
    "a an the its in last since by until of early late mid this next from during every through for on".split()
)
_PEOPLES = frozenset("people women men children workers veterans teachers farmers".split())


def _owns_by_name(text: str, run: list[Word], following: Sequence[Word]) -> bool:
    """Whether a possessive is inside the name: "Seafarers' Union", "Women's March"; not in "Mexico's Congress"."""
    last = run[-1]
    if not (last.text.endswith("s") or folded(last.text) in _PEOPLES):
        return False
    after = text[last.end : following[0].start] if following else ""
    plural = after in ("' ", "’ ") or (folded(last.text) in _PEOPLES and after in ("'s ", "’s "))
    capitals = [w for w in following if w.capital]
    return plural and bool(capitals) and capitals[0] is following[0] and any(is_org_word(w.text) for w in capitals)


def _can_begin(word: Word, seen: _Seen) -> bool:
    if not word.capital or _COMPOUND_ADJECTIVE.search(word.text) or seen.doubtful(word):
        return False
    return folded(word.text) not in listed("common_words", "calendar")


def _goes_on(text: str, run: list[Word], following: Sequence[Word]) -> int:
    """How many of ``following`` belong to the name that ``run`` begins; 0 where it ends here."""
    last = run[-1]
    if following and following[0].text == "police" and text[last.end : following[0].start] == " ":
        return 1  # "Tulsa police"
    for n, word in enumerate(following):
        gap = text[last.end : word.start]
        if n == 0 and _owns_by_name(text, run, following):
            gap = " "
        if not (gap in (" ", "\xa0", "\n") or (gap == ", " and folded(word.text) in SUFFIXES and n == 0)):
            if n == 0 and _QUOTED_NICKNAME.search(text[last.end - 1 : word.start]):
                return 1
            return 0
        if word.capital and not (n == 0 and word.opens and not last.text.endswith(".")):
            return n + 1 if _may_follow(run, word) else 0
        if not _joins(run, word, n, following):
            return 0
        last = word
    return 0


def _may_follow(run: list[Word], word: Word) -> bool:
    """Whether a word with a capital goes on with the name: "Theresa May" does, "Trump Monday" does not."""
    if folded(word.text) in listed("common_words", "calendar"):
        before = folded(run[-1].text)
        titled = before in _BEFORE_ANY_NAME or (before in titles() and is_given_name(word.text))
        return titled or is_given_name(run[-1].text)
    if word.text.endswith("."):  # an initial: "Julie A. Martinez"
        return True
    return not _COMPOUND_ADJECTIVE.search(word.text) and folded(word.text) not in _NEVER_NAMES


_BEFORE_ANY_NAME = FORMS_OF_ADDRESS | frozenset("dr sir dame lord lady".split())


def _joins(run: list[Word], word: Word, n: int, following: Sequence[Word]) -> bool:
    """Whether a word in small letters may stand inside the name."""
    key = word.text.lower()
    if (
        key in PARTICLES
        and n < 3
        and not (key in {"do", "e", "y", "la", "le"} and n == 0 and is_org_word(run[-1].text))
    ):
        return True
    head = folded(run[-1].text)
    if key == "of" and n == 0:
        return head in listed("organisations", "before of") or head in {"secretary", "chief", "speaker"}
    if key == "for" and n == 0:
        return head in listed("organisations", "before for")
    if key == "the" and n == 1:
        return following[0].text.lower() in {"of", "for"}
    if key in {"and", "&"} and n == 0:
        return _compound_office(run, following)
    return key == "states" or (key == "state" and n == 1 and folded(run[-1].text) == "secretary")


def _compound_office(run: list[Word], following: Sequence[Word]) -> bool:
    """Whether "and" is inside a name: "Securities and Exchange Commission", "Citizenship and Immigration Services"."""
    after = []
    for w in following[1:]:
        if not w.capital:
            break
        after.append(w)
    return (
        bool(after)
        and any(is_org_word(w.text) for w in after)
        and not is_given_name(after[0].text)
        and not any(is_org_word(w.text) or is_given_name(w.text) for w in run[-2:])
        and folded(run[-1].text) not in titles()
    )


def is_org_word(word: str) -> bool:
    """Whether the word tells of an organisation ("Committee", "University")."""
    return folded(word) in listed("organisations", "words")


def _mentions(text: str, run: list[Word], seen: _Seen) -> Iterator[Mention]:
    words = _without_opener(run, seen)
    cut = _title_length(words)
    title, name = words[:cut], words[cut:]
    if title and (office := _office_before(title)):
        yield _mention(text, [], office)
    if name and not _is_no_name(name, bool(title)) and (title or len(name) > 1 or _is_shown(name[0], seen)):
        yield _mention(text, title, name)


def _is_shown(word: Word, seen: _Seen) -> bool:
    """Whether a single word is known for a name by more than opening a sentence with a capital."""
    key = folded(word.text)
    if key in listed("common_words", "openers") or _CONTRACTED.search(word.text):
        return False
    return (
        not word.opens
        or key in seen.capital
        or is_given_name(word.text)
        or _is_place(key)
        or is_org_word(key)
        or key in listed("organisations", "names")
        or word.text.isupper()
        or _CAMEL_CASE.search(word.text) is not None
        or word.possessive
    )


def _without_opener(run: list[Word], seen: _Seen) -> list[Word]:
    first = run[0]
    if len(run) > 1 and first.opens and folded(first.text) in seen.lower and not is_given_name(first.text):
        return run[1:] if folded(first.text) not in titles() else run
    return run


def _title_length(words: Sequence[Word]) -> int:
    """How many words in front are a title; never all of them."""
    keys = [folded(w.text) for w in words]
    of_body = is_org_word(words[0].text)  # "University of North Carolina President": Carolina is nobody's given name
    for n in range(min(len(keys) - 1, 7), 0, -1):
        if " ".join(keys[:n][-3:]) in listed("titles", "phrases") and n >= 3:
            return n
        if " ".join(keys[:n][-2:]) in listed("titles", "phrases"):
            return n
        if keys[n - 1] in titles() and (of_body or not any(is_given_name(w.text) for w in words[: n - 1])):
            return n if not is_org_word(words[-1].text) else 0
    rest = words[1:]
    belongs = keys[0] in listed("common_words", "adjectives of belonging") or keys[0] in listed(
        "titles", "before another title"
    )
    if belongs and len(rest) > 1 and is_given_name(rest[0].text) and not is_org_word(rest[-1].text):
        return 1
    return 0


def _office_before(title: Sequence[Word]) -> list[Word]:
    """The organisation named inside a title: "Democratic National Committee" of "... Committee Chairwoman"."""
    for n in range(len(title) - 1, 1, -1):
        if is_org_word(title[n - 1].text):
            return list(title[:n])
    return []


def _is_no_name(name: Sequence[Word], titled: bool) -> bool:
    keys = [folded(w.text) for w in name]
    if titled and len(keys) == 1 and keys[0] in _TITLES_AND_SURNAMES:
        return False
    if all(k in titles() or k in listed("titles", "before another title") for k in keys):
        return True
    of_office = len(keys) > 1 and keys[-1] in titles() - _TITLES_AND_SURNAMES and not is_given_name(name[0].text)
    if " ".join(keys) in listed("titles", "phrases") or (of_office and not any(map(is_org_word, keys))):
        return True  # "Flint Mayor"
    if len(keys) == 1 and not titled:
        return (
            keys[0] in listed("common_words", "calendar")
            or (tells_belonging(keys[0]) and not name[0].text.isupper())
            or keys[0] == "i"
            or keys[0] in listed("common_words", "letters")
            or (len(keys[0]) == 1)
            or keys[0].isdigit()
            or bool(_PARTY_AND_STATE.match(name[0].text))
        )
    return all(map(tells_belonging, keys)) and not titled


def tells_belonging(key: str) -> bool:
    """Whether the word tells of a nation, faith or party: "Mexican", "Republicans"."""
    adjectives = listed("common_words", "adjectives of belonging")
    return key in adjectives or key.removesuffix("s") in adjectives


def _mention(text: str, title: Sequence[Word], name: Sequence[Word]) -> Mention:
    span = Span(name[0].start, name[-1].end)
    whole = Span(title[0].start if title else span.start, span.end)
    words = tuple(folded(w.text) for w in name)
    before = text[max(0, whole.start - 12) : whole.start]
    kind: NameKind = _kind(name, words, before) if not title else "person"
    printed = text[title[0].start : title[-1].end] if title else ""
    return Mention(span, span.of(text), words, kind, printed, whole)


def _kind(name: Sequence[Word], words: tuple[str, ...], before: str) -> NameKind:
    joined = " ".join(words)
    is_street = len(words) > 1 and words[-1] in listed("places", "streets") and not is_given_name(name[0].text)
    is_district = len(words) > 1 and words[-1] in listed("places", "districts")
    if is_street or is_district or joined in listed("places", "phrases") or (len(words) == 1 and _is_place(words[0])):
        return "place"
    is_acronym = len(words) == 1 and name[0].text.isupper() and 2 <= len(joined) <= _LONGEST_ACRONYM
    if is_acronym or joined in listed("organisations", "names"):
        return "organisation"
    if words[-1] in listed("common_words", "things") or tells_belonging(words[-1]):
        return "unknown"
    if any(map(is_org_word, words)) or _CAMEL_CASE.search(name[0].text):
        return "organisation"
    if is_given_name(name[0].text) or words[-1] in SUFFIXES or any(len(w) == 1 for w in words[:-1]):
        return "person"
    return "organisation" if len(words) > 1 and _AFTER_THE.search(before) else "unknown"


def _is_place(word: str) -> bool:
    return any(word in listed("places", section) for section in ("states", "places", "short forms"))
