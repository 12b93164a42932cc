"""A statement as matching sees it: its words, which of them are quoted, whose they are, and when they were printed.

Words are compared as search folds and stems them, so that case, accents, apostrophes and plural endings part nothing.
An elision is no word: a run of words may go over it, and finds its like only where nothing was left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.domain import Act, Form, SpeakerType
from onrecord.domain.titles import BEFORE_SURNAMES
from onrecord.people.across_names import first_surname_forms
from onrecord.people.lexicon import SUFFIXES
from onrecord.record import days, folding

QUOTED = re.compile(r"[“\"«„](.*?)(?:[”\"»]|$)", re.S)
"""What stands in quotation marks in a content."""

ELISION = re.compile(r"\.\s?\.\s?\.|…")
"""What shows that words were left out."""

MISPRINT, ZONES = 2, 1
"""Days by which two that are one may differ: misprinted or misread; and told in another part of the world."""

NEGATIONS = frozenset(
    "not no never nobody nothing none neither nor cannot cant dont doesnt didnt wont wouldnt isnt arent wasnt werent "
    "hasnt havent hadnt shouldnt couldnt".split()
)
"""Words that deny, folded and stemmed."""

_TITLES = BEFORE_SURNAMES | {"representative", "justice"}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One statement.

    Attributes:
        key: by which the caller knows it: the same whenever it was added.
        words: of the content, in order, without those of a statement that it encloses.
        pieces: the stretches of it that stand in quotation marks, in order; an elision parts two.
        quoted: the quotations, each once: the stretches; of what is wholly quoted all of it, and each piece.
        act: said or refused.
        speaker: the words of the speaker's name; empty where it is not known.
        named_as: what sort of speaker; None where nothing tells.
        day: ordinal of the day of publication; None where it is not known.
        said: ordinal of the day on which it was said, as printed; None where no day, or more than one, is told, or one
            that had not come when it was published.
        article: by which the caller knows its article; place: from where to where in it the content reaches, in code
            points, half-open.
    """

    key: str
    words: Words
    pieces: tuple[Words, ...]
    quoted: tuple[Words, ...]
    act: Act
    speaker: Words
    named_as: SpeakerType | None
    day: int | None
    said: int | None
    article: str
    place: tuple[int, int]

    @property
    def is_quotation(self) -> bool:
        """Whether all of it stands in quotation marks."""
        return self.words in self.quoted

    def overlaps(self, other: Told) -> bool:
        """Whether the two are in part the same letters of one article: one report read twice, and not two."""
        return self.article == other.article and self.place[0] < other.place[1] and other.place[0] < self.place[1]


def told(
    key: str,
    content: str,
    form: Form,
    act: Act,
    speaker: str | None,
    named_as: SpeakerType | None,
    published: str | None,
    said_on: str | None,
    article: str,
    place: tuple[int, int],
    enclosed: Sequence[str] = (),
) -> Told:
    """A statement made ready.

    Args:
        key: by which the caller knows it.
        content: its words, with ``...`` where something stands between two of its spans.
        form, act: as extracted.
        speaker: name of the speaker, or None; named_as: what sort.
        published: ISO day of publication, or None; said_on: EDTF, when it was said, or None.
        article, place: as in ``Told``.
        enclosed: contents of the statements that stand within it: they are statements of their own.
    """
    for inner in enclosed:
        content = content.replace(inner, " ... ")
    whole = stems(content)
    stretches = [content] if form == "direct" else [found[1] for found in QUOTED.finditer(content)]
    pieces = tuple(filter(None, (stems(piece) for one in stretches for piece in ELISION.split(one))))
    # Of what is wholly quoted each piece is a quotation of its own, too; all together may stand unbroken elsewhere.
    every = (whole, *pieces) if form == "direct" else map(stems, stretches)
    quoted = tuple(dict.fromkeys(one for one in every if one))
    day, said = _ordinal(published), _ordinal(said_on)
    if day is not None and said is not None and said > day + ZONES:
        said = None
    return Told(key, whole, pieces, quoted, act, name_words(speaker, named_as), named_as, day, said, article, place)


def stems(text: str) -> Words:
    """The words of ``text``, folded and stemmed."""
    return tuple(folding.stems(text).split())


def name_words(name: str | None, named_as: SpeakerType | None) -> Words:
    """The words of a name by which it is compared: without titles before it and "Jr." behind it.

    Empty where there is no name, and for a group, whose name is those of others.
    """
    if name is None or named_as not in {"person", "organisation"}:
        return ()
    words = folding.names(name).split()
    if named_as == "organisation":
        return tuple(word for word in words if word != "the")
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return tuple(words)


def speakers_agree(one: Told, other: Told) -> bool | None:
    """Whether the two are given to the same speaker; None where one of them is given to nobody, or one to a person and
    one to an organisation, which speaks by persons.

    A person's names agree where a surname does, and the first names do not contradict: "J. Reyes" is no other than
    "Juana Reyes", and "Reyes" may be either; of two surnames, "Juana Reyes de la Torre", a paper may print the first
    alone, or both without what stands before them.
    """
    a, b = sorted((one.speaker, other.speaker), key=len)
    if not a or not b or one.named_as != other.named_as:
        return None
    if one.named_as == "organisation":
        return a == b
    if b[-len(a) :] == a:
        return True
    if not {*surnames(a)} & {*surnames(b)}:
        return False
    return len(a) == 1 or a[0].startswith(b[0]) or b[0].startswith(a[0])


def surnames(name: Words) -> Words:
    """The words of a name by which its bearer may be called: the last, and of two surnames the first."""
    return tuple(dict.fromkeys((name[-1], *(form.split()[-1] for form in first_surname_forms(" ".join(name))))))


def days_apart(one: Told, other: Told) -> int | None:
    """Days between the two publications; None where one of them is not known."""
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def days_between(one: Told, other: Told) -> int:
    """Days between those on which they are printed as said; 0 where nothing tells that these are two."""
    return 0 if one.said is None or other.said is None else abs(one.said - other.said)


def out_before(one: Told, other: Told) -> bool:
    """Whether either was in print before the day on which the other is said to have been said."""
    pairs = ((one.day, other.said), (other.day, one.said))
    return any(day is not None and said is not None and day + ZONES < said for day, said in pairs)


def _ordinal(edtf: str | None) -> int | None:
    day = days.exact(edtf)
    return None if day is None else day.toordinal()
