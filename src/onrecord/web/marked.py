"""An article cut into what a template writes from left to right, and the notes that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.domain import Original
from onrecord.record import Identity, StoredArticle
from onrecord.views.cards import Card, cards, colour_class
from onrecord.views.marking import Mark, Piece, hard_wrapped, paragraphs, pieces


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a statement begins: its number in the article, its public id, its colour, and whether it is a refusal."""

    number: int
    id: str
    colour: str
    refusal: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look.

    Attributes:
        words: as stored.
        look: its classes; empty where no statement has it.
        numbers: of the statements whose content, cue or source it is, and ``rests``: of those whose speaker or day
            rests on it; numbers with spaces between.
        opens: the statements whose content begins here.
    """

    words: str
    look: str
    numbers: str
    rests: str
    opens: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``flow`` where its line ends only break long lines; ``start`` is its place in the text."""

    runs: tuple[Run, ...]
    flow: bool
    start: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Headline and paragraphs of an article."""

    title: tuple[Run, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text of one statement.

    Attributes:
        card: the statement as every face shows it.
        id: its public id.
        colour: class of its speaker's colour.
        people: who of the record's persons speaks.
        chain: the words that lead from the source to the name, where there are two or more.
        elsewhere: in how many other articles it is reported.
        original: where in a transcript it stands.
    """

    card: Card
    id: str
    colour: str
    people: tuple[Identity, ...]
    chain: tuple[str, ...]
    elsewhere: int
    original: Original | None


def notes(stored: StoredArticle, elsewhere: Mapping[str, int]) -> list[Note]:
    """A note for each statement, in the order of the text.

    Args:
        stored: the article.
        elsewhere: by public id, in how many other articles a statement is reported.
    """
    found = []
    for card in cards(stored.extracted):
        own = card.statement.id
        public_id = stored.statement_ids[own]
        found.append(
            Note(
                card=card,
                id=public_id,
                colour=colour_class(card),
                people=stored.persons.get(own, ()),
                chain=chain(card.statement.speaker.reason),
                elsewhere=elsewhere.get(public_id, 0),
                original=stored.originals.get(own),
            )
        )
    return found


def chain(reason: str) -> tuple[str, ...]:
    """The steps of a reason such as ``'he' <- 'Ana Ruiz'``; empty where it is told in words, or has one step."""
    steps = tuple(step.strip("'") for step in reason.split(" <- "))
    return steps if len(steps) > 1 else ()


def marked_text(stored: StoredArticle) -> MarkedText:
    """Headline and text with everything that is marked in them."""
    extracted = stored.extracted
    article, text = extracted.article, extracted.article.text
    cut = _Cut(cards(extracted), stored.statement_ids)
    title = article.title or article.path or "Untitled"
    in_title = pieces(title, extracted.statements, "title") if article.title_apart else [Piece(0, len(title), ())]
    found = paragraphs(text, pieces(text, extracted.statements, evidence=True))
    return MarkedText(
        cut.runs(title, in_title),
        tuple(Paragraph(cut.runs(text, inside), hard_wrapped(text[start:end]), start) for start, end, inside in found),
    )


class _Cut:
    """Makes runs of pieces."""

    def __init__(self, found: Sequence[Card], ids: Mapping[str, str]) -> None:
        self._cards = found
        self._ids = ids

    def runs(self, text: str, inside: Sequence[Piece]) -> tuple[Run, ...]:
        return tuple(self._run(text, piece) for piece in inside)

    def _run(self, text: str, piece: Piece) -> Run:
        own = [mark for mark in piece.marks if mark.role != "evidence"]
        return Run(
            words=text[piece.start : piece.end],
            look=self._look(own),
            numbers=" ".join(str(n) for n in dict.fromkeys(mark.number for mark in own)),
            rests=" ".join(str(n) for n in dict.fromkeys(m.number for m in piece.marks if m.role == "evidence")),
            opens=tuple(self._opening(m) for m in piece.opening() if m.role == "content" and m.first),
        )

    def _look(self, own: Sequence[Mark]) -> str:
        """Of marks inside one another the innermost decides: it is what these words are, whatever stands around."""
        if not own:
            return ""
        contents = [mark.statement.form for mark in own if mark.role == "content"]
        role = [own[-1].role] if own[-1].role != "content" else []
        return " ".join([*(("content", contents[-1]) if contents else ()), *role, self._colour_of(own[-1].number)])

    def _opening(self, mark: Mark) -> Opening:
        card = self._cards[mark.number - 1]
        return Opening(mark.number, self._ids[mark.statement.id], colour_class(card), card.refusal)

    def _colour_of(self, number: int) -> str:
        return colour_class(self._cards[number - 1])
