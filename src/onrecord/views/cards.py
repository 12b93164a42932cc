"""A statement as a reader meets it: who, when, in what form, on what evidence. Every face lays out the same card."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.domain import Article, Extracted, Statement, joined

from .edits import review_words
from .safe import one_line
from .words import ACTS, FORMS, counted, day_words, form_words, speaker_words, told_by, why_unnamed

_COLOURS = 8  # of speakers, in marks.css; a ninth speaker has the first again


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one statement, as finished words without markup.

    Attributes:
        number: 1-based place in the article.
        said: the words of its content; " ... " where the article puts something between.
        form: quoted, partly quoted, paraphrased.
        refusal: "would not say", or None.
        speaker: the name, else the article's own words for the source.
        known: whether ``speaker`` is a name that was worked out.
        colour: 0 where the speaker is not known, else 1, 2 ... in the order of first appearance in the article.
        why_speaker: how the name was found, or why there is none.
        day: when it was said, in words; None where not known, and ``why_day`` says why.
        told_by: "X writes", for what is not in the speaker's own words.
        details: further labelled facts (to whom, event, place, inside which statement).
        evidence: the words of the article that the speaker and the day rest on.
        by_hand: what people did with it, and what was there before; None where nobody looked.
    """

    number: int
    statement: Statement
    said: str
    form: str
    refusal: str | None
    speaker: str
    known: bool
    colour: int
    why_speaker: str
    day: str | None
    why_day: str
    told_by: str | None
    details: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    by_hand: str | None = None


def colour_class(card: Card) -> str:
    """The class of the speaker's colour in marks.css."""
    return f"k{(card.colour - 1) % _COLOURS + 1 if card.colour else 0}"


def cards(extracted: Extracted) -> list[Card]:
    """A card for each statement, in the order of the text."""
    numbers = {s.id: number for number, s in enumerate(extracted.statements, start=1)}
    colours: dict[str, int] = {}
    found = []
    for number, statement in enumerate(extracted.statements, start=1):
        name = statement.speaker.name
        colour = colours.setdefault(name, len(colours) + 1) if name else 0
        found.append(_card(number, statement, extracted.article, colour, numbers))
    return found


def summary(extracted: Extracted) -> str:
    """How many statements, of which forms, and of how many the speaker is known, in one sentence."""
    statements = extracted.statements
    if extracted.model is None:
        return "Stored, not extracted."
    if not statements:
        return "No statement found."
    forms = [(name, sum(s.form == form for s in statements)) for form, name in FORMS.items()]
    refused = sum(s.act == "refused" for s in statements)
    parts = [f"{number} {name}" for name, number in forms if number]
    parts += [f"{refused} would not say"] if refused else []
    named = sum(s.speaker.name is not None for s in statements)
    return f"{counted(len(statements), 'statement')}: {', '.join(parts)}. Speaker known: {named} of {len(statements)}."


def _card(number: int, statement: Statement, article: Article, colour: int, numbers: dict[str, int]) -> Card:
    text = article.field_text(statement.field)
    speaker, day = statement.speaker, statement.said_on
    return Card(
        number=number,
        statement=statement,
        said=one_line(joined(statement.content, text)),
        form=form_words(statement),
        refusal=ACTS["refused"] if statement.act == "refused" else None,
        speaker=one_line(speaker_words(statement, joined(statement.source, text))),
        known=speaker.name is not None,
        colour=colour,
        why_speaker=one_line(speaker.reason or why_unnamed(statement) or ""),
        day=day_words(day.edtf),
        why_day=one_line(day.reason),
        told_by=told_by(statement),
        details=_details(statement, text, numbers),
        evidence=tuple(dict.fromkeys(one_line(s.of(article.text)) for s in (*speaker.evidence, *day.evidence))),
        by_hand=review_words(statement.review),
    )


def _details(statement: Statement, text: str, numbers: dict[str, int]) -> tuple[tuple[str, str], ...]:
    speaker = statement.speaker
    named = {
        "to": statement.addressee,
        "at": statement.event,
        "in": statement.place,
        "through": statement.medium,
    }
    # "said" tells nothing that the text does not; of a refusal these words are half of what there is to check.
    refused = statement.act == "refused" and statement.cue
    found = [("in the words", one_line(joined(statement.cue, text)))] if refused else []
    found += [(label, one_line(value.text)) for label, value in named.items() if value]
    if speaker.members:
        found.append(("members", one_line(", ".join(speaker.members))))
    if speaker.candidates:
        found.append(("could be", one_line(", ".join(speaker.candidates))))
    if statement.within in numbers:
        found.append(("told inside", f"statement {numbers[statement.within]}"))
    if statement.field == "title":
        found.append(("stands in", "the headline"))
    return tuple(found)
