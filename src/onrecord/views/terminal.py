"""An article in a terminal: the text with its statements marked, each with who, how and when beside or below it.

With styles a quoted statement is underlined and bold, a partly quoted one underlined, a paraphrase in italics. Where
there are no styles (a pipe, a dumb terminal) brackets tell the forms apart instead, so that nothing hangs on colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Article, Extracted, Form

from .cards import Card, cards, summary
from .marking import Mark, Piece, hard_wrapped, paragraphs, pieces
from .safe import one_line, shown, visible
from .words import FORMS, REPAIRS, WARNINGS, day_words

_MEASURE = 72  # letters to a line of running text; more tires the eye
_MARGIN = 36
_LONGEST_REPAIR = 40  # letters of a repair that are shown; a page's head and foot between two halves can be long
_STYLES: dict[Form, str] = {"direct": "underline bold", "mixed": "underline", "indirect": "italic"}
_BRACKETS: dict[Form, tuple[str, str]] = {"direct": ("⟦", "⟧"), "mixed": ("[", "]"), "indirect": ("‹", "›")}
# Eight that keep their contrast on light and on dark grounds; plain red and yellow are left to warnings.
_COLOURS = ("blue", "magenta", "green", "cyan", "bright_red", "bright_blue", "bright_magenta", "bright_green")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def article_view(extracted: Extracted, console: Console, *, evidence: bool = False) -> RenderableType:
    """What ``onrecord show`` prints.

    Args:
        extracted: the article with its statements.
        console: asked for its width, and whether it shows styles.
        evidence: whether each statement also tells why this speaker and this day.
    """
    plain = console.color_system is None
    found = cards(extracted)
    parts: list[RenderableType] = [*_head(extracted, found, plain), Text()]
    text = extracted.article.text
    for start, end, inside in paragraphs(text, pieces(text, extracted.statements)):
        begun = [c for c in found if c.statement.field == "text" and start <= c.statement.content[0].start < end]
        words = _marked(text, inside, found, plain)
        parts += [_beside(words, begun, evidence, console.width), Text()]
    parts += [_legend(plain)] if found else []
    return Group(*parts)


def _head(extracted: Extracted, found: Sequence[Card], plain: bool) -> Iterator[RenderableType]:
    article = extracted.article
    if article.title_apart and article.title:
        title = _marked(article.title, pieces(article.title, extracted.statements, "title"), found, plain)
    else:
        title = Text(one_line(article.title or article.path or "Untitled"))
    title.stylize("bold")
    yield title
    about = (article.outlet, article.byline, day_words(article.published), article.url)
    yield Text(" · ".join(one_line(x) for x in about if x), style="dim")
    yield Text(" · ".join(x for x in (article.id, one_line(article.path or ""), article.language) if x), style="dim")
    yield Text(summary(extracted))
    for warning in article.warnings:
        yield Text.assemble(
            ("! ", "yellow bold"), WARNINGS.get(warning.code, warning.code), ": ", shown(warning.message)
        )
    yield from _repairs(article)
    for card in found:
        if card.statement.field == "title":
            yield _set_in(_note(card, evidence=False, gap=" · "))


def _repairs(article: Article) -> Iterator[Text]:
    """Every repair but of line ends, which are only counted: a file from Windows has one a line."""
    for repair in article.repairs:
        if repair.kind != "newline":
            around = one_line(article.text[max(0, repair.at - 15) : repair.at + len(repair.after) + 15])
            change = f"{_shortened(repair.before)} → {_shortened(repair.after) or 'nothing'}"
            what = REPAIRS.get(repair.kind, repair.kind)
            yield Text.assemble(("~ ", "cyan bold"), what, f": {change} in “…{around}…”", style="dim")
    newlines = Counter(r.kind for r in article.repairs)["newline"]
    if newlines:
        yield Text(f"~ {REPAIRS['newline']}: {newlines:,}", style="dim")


def _shortened(text: str) -> str:
    if len(text) > _LONGEST_REPAIR:
        text = f"{text[: _LONGEST_REPAIR // 2]}…{text[-_LONGEST_REPAIR // 2 :]}"
    return visible(text)


def _marked(text: str, inside: Sequence[Piece], found: Sequence[Card], plain: bool) -> Text:
    """The words of ``inside`` with their marks, by brackets where ``plain``, else by styles and a raised number."""
    line = Text()
    flows = bool(inside) and hard_wrapped(text[inside[0].start : inside[-1].end])
    for piece in inside:
        for mark in piece.opening():
            if mark.role == "content":
                line.append(_opening(mark, plain), "" if plain else f"bold {_colour(found[mark.number - 1])}")
        words = shown(text[piece.start : piece.end])
        line.append(words.replace("\n", " ") if flows else words, _style(piece.marks, found))
        for mark in piece.closing():
            if mark.role == "content" and plain:
                line.append(_BRACKETS[mark.statement.form][1])
    return line


def _opening(mark: Mark, plain: bool) -> str:
    if plain:
        return f"{_BRACKETS[mark.statement.form][0]}{mark.number} "
    return str(mark.number).translate(_RAISED) if mark.first else ""


def _style(marks: Sequence[Mark], found: Sequence[Card]) -> str:
    """The innermost mark gives the colour, the innermost content the line under it; a source is bold."""
    if not marks:
        return ""
    contents = [m for m in marks if m.role == "content"]
    form = _STYLES[contents[-1].statement.form] if contents else ""
    return f"{form} {_colour(found[marks[-1].number - 1])} {'bold' if marks[-1].role == 'source' else ''}".strip()


def _legend(plain: bool) -> Text:
    """What the marks mean, in one line at the foot."""
    legend = Text("Marks: ", style="dim")
    for form, style in _STYLES.items():
        opening, closing = _BRACKETS[form] if plain else ("", "")
        legend.append(f"{opening}{FORMS[form]}{closing}", style)
        legend.append("   ")
    return legend.append("who said it", "bold") if not plain else legend


def _note(card: Card, evidence: bool, gap: str = "\n") -> Text:
    """A statement in a few words: its number and speaker, then its form and day, then, if asked, the reasons.

    Args:
        card: what to show.
        evidence: whether the reasons are asked for.
        gap: what stands between speaker and form: a new line in a margin, a dot below a paragraph.
    """
    style = _colour(card)
    note = Text.assemble((f"{card.number} ", f"bold {style}"), (card.speaker, f"bold {style}"))
    # A silence is always somebody's word, so it is shown with theirs even where no reasons are asked for.
    how = ", ".join(filter(None, (card.form, card.refusal, card.refusal and card.told_by)))
    note.append(f"{gap}{how}" + (f" · {card.day}" if card.day else ""), style="dim")
    if card.by_hand:
        note.append(f"{gap}{card.by_hand}", style="italic")
    if evidence:
        note.append("".join(f"\n  {line}" for line in _reasons(card)), style="dim")
    return note


def _reasons(card: Card) -> list[str]:
    lines = (
        f"{card.told_by} it" if card.told_by and not card.refusal else "",
        *(f"{label}: {value}" for label, value in card.details),
        f"speaker: {card.why_speaker}" if card.why_speaker else "",
        f"day: {card.why_day}" if card.why_day else "",
        f"words and source right: {card.statement.confidence:.0%}",
    )
    return [line for line in lines if line]


def _colour(card: Card) -> str:
    return _COLOURS[(card.colour - 1) % len(_COLOURS)] if card.colour else "default"


def _beside(words: Text, begun: Sequence[Card], evidence: bool, width: int) -> RenderableType:
    """Notes in a margin where the terminal is wide enough, else below the paragraph, set in."""
    if width >= _MEASURE + _MARGIN + 3:
        grid = Table.grid(padding=(0, 3, 0, 0))
        grid.add_column(width=_MEASURE)
        grid.add_column(width=min(_MARGIN + 12, width - _MEASURE - 3))
        grid.add_row(words, Text("\n").join(_note(c, evidence) for c in begun))
        return grid
    narrow = Padding(words, (0, max(0, width - _MEASURE), 0, 0), expand=False)
    return Group(narrow, *(_set_in(_note(c, evidence, gap=" · ")) for c in begun))


def _set_in(note: Text) -> RenderableType:
    return Padding(note, (0, 0, 0, 3), expand=False)
