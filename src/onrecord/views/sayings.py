"""Sayings in a terminal: the reports of one side by side, with the words that differ, and the original.

What is compared with is the original, else the report that quotes most. Its words stand as they are; in the others, cut
words are struck through and other words underlined; without styles, ``[-cut-]`` and ``{+added+}`` as in a word diff.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, Protocol

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.domain import Candidate, Form, Report, Saying, Span
from onrecord.record import Page
from onrecord.record.days import may_be_one

from .safe import excerpt, one_line
from .tables import page_line
from .words import counted, day_words, how_words, lead_words

_LANGUAGES = {"es": "Spanish", "en": "English", "de": "German", "fr": "French", "it": "Italian", "pt": "Portuguese"}
_SHOWN = 200  # letters of a saying in a list
_CUT = 12  # words that were cut of which all are shown
SPOKEN = 200
"""Words of an original of which all are shown; of a longer one, where two quotations are far apart, both ends."""


class Piece(Protocol):
    """A stretch of two texts; ``onrecord.matching.Piece`` is one."""

    @property
    def kind(self) -> Literal["same", "cut", "added", "changed"]:
        """What became of it."""

    @property
    def before(self) -> Span | None:
        """Where in the first text."""

    @property
    def after(self) -> Span | None:
        """Where in the second."""

    @property
    def quoted(self) -> bool:
        """Whether it stands in quotation marks there."""


Compare = Callable[[str, str, Form], Sequence[Piece]]


def sayings_view(page: Page[Saying]) -> RenderableType:
    """What ``onrecord sayings`` prints."""
    if not page.items:
        return Text("No saying was found that has two reports or more.", style="dim")
    return Group(*map(_line, page.items), Text(page_line(page, "saying"), style="dim"))


def _line(one: Saying) -> RenderableType:
    head = Text(one_line(" / ".join(one.speakers) or "Nobody is named"), "bold")
    head.append(f"  {counted(len(one.reports), 'report')}", "not bold")
    most = fullest(one)
    words = Text.assemble(*lead_words(most, most.cue), excerpt(most.content, _SHOWN))
    about = " · ".join(x for x in (_days(one), ", ".join(map(one_line, one.outlets)), one.id) if x)
    return Group(head, Padding(words.append(f"\n{about}\n", "dim"), (0, 0, 0, 2)))


def _days(one: Saying) -> str:
    return " or ".join(filter(None, map(day_words, one.days)))


def fullest(one: Saying) -> Report:
    """The report that quotes most of those given to the speaker whom most reports name; the others are compared."""
    named = Counter(r.who for r in one.reports if r.who)
    most = max(named, key=lambda who: (named[who], who or ""), default=None)
    return max((r for r in one.reports if r.who == most), key=quotes_most)


def compared_with(report: Report, most: Report) -> str | None:
    """The words that a report is compared with: its original's, else those of ``most``; None for ``most`` itself."""
    return report.original.text if report.original else None if report.id == most.id else most.content


def quotes_most(report: Report) -> tuple[bool, bool, int, str]:
    """The greater, the more of a saying's own words a report gives; no two are alike."""
    return report.form == "direct", report.form == "mixed", len(report.content), report.id


def saying_view(
    one: Saying,
    compare: Compare,
    candidates: Mapping[str, Sequence[Candidate]],
    languages: Mapping[str, str | None],
    *,
    plain: bool,
) -> RenderableType:
    """What ``onrecord sayings show`` prints.

    Args:
        one: with its reports.
        compare: gives the pieces of two texts, the one compared with first.
        candidates: by the id of a report, transcripts in another language in which it may have been spoken.
        languages: by the id of an article, the language that it is printed in.
        plain: whether the screen shows no styles.
    """
    reports = counted(len(one.reports), "report")
    head = Text(f"1 saying, {reports}", "bold").append(f"  {one.id}", "not bold dim")
    parts: list[RenderableType] = [head, *(Text(line, "yellow") for line in doubts(one))]
    spoken = next((r.original for r in one.reports if r.original), None)
    if spoken:
        where = " · ".join(x for x in ("as spoken", day_words(spoken.day), one_line(spoken.title), spoken.article) if x)
        parts += [Text(f"\n{where}", "bold"), Padding(Text(few_words(spoken.text, SPOKEN)), (0, 0, 0, 2))]
    most = fullest(one)
    for report in one.reports:
        parts.append(Text(f"\n{_about(report)}", "bold"))
        words = _compared(report, compared_with(report, most), compare, plain)
        parts.append(Padding(words, (0, 0, 0, 2)))
        parts += [Padding(Text(note, "yellow"), (0, 0, 0, 2)) for note in notes(report)]
        choices = candidates.get(report.id, ())
        parts += [Padding(line, (0, 0, 0, 2)) for line in _spoken(choices, report, languages.get(report.article))]
    return Group(*parts)


def doubts(one: Saying) -> list[str]:
    """What its reports do not agree on, and a reader should look at."""
    lines = []
    if len(one.speakers) > 1:
        lines.append(f"Given to different speakers: {' / '.join(map(one_line, one.speakers))}. Look.")
    if any(may_be_one(first, other) is False for first, other in combinations(one.days, 2)):
        lines.append(f"Given different days: {_days(one)}. Look.")
    return lines


def _about(report: Report) -> str:
    day = day_words(report.said_on)
    parts = (
        report.outlet or report.title or report.article,
        f"printed {day_words(report.published)}" if report.published else "",
        report.speaker or "speaker not known",
        f"said on {day}" if day else "no day given",
        how_words(report),
        report.id,
    )
    return " · ".join(one_line(x) for x in parts if x)


def notes(report: Report) -> list[str]:
    """What a reader should know of a report beside its original: another speaker or day, words that are not there."""
    original = report.original
    if original is None:
        return []
    found = []
    if original.person and report.person and original.person != report.person:
        speakers = (one_line(report.speaker or ""), one_line(original.speaker or ""))
        found.append("given to {}; in the transcript it is {} who speaks".format(*speakers))
    if may_be_one(original.day, report.said_on) is False:
        spoken = day_words(original.day)
        found.append(f"printed as said on {day_words(report.said_on)}; the transcript has it on {spoken}")
    if original.words < original.of:
        missing = original.of - original.words
        stand = "is not in the transcript as it stands" if missing == 1 else "are not in the transcript as they stand"
        found.append(f"{missing:,} of {counted(original.of, 'quoted word')} {stand} here")
    return found


def _compared(report: Report, against: str | None, compare: Compare, plain: bool) -> Text:
    """A report's words; where they are quoted, with the marks of what differs from ``against``."""
    words = Text.assemble(*lead_words(report, report.cue))
    for kind, piece in differing(report, against, compare):
        if kind == "cut":
            words.append(f" [-{piece}-] " if plain else f" {piece} ", "" if plain else "strike dim")
        elif kind == "new":
            words.append(f"{{+{piece}+}}" if plain else piece, "" if plain else "underline")
        else:
            words.append(piece)
    return _single_spaced(words)


def differing(
    report: Report, against: str | None, compare: Compare
) -> Iterator[tuple[Literal["same", "cut", "new"], str]]:
    """A report's words in their order, and between them, where they are quoted, those of ``against`` that were cut.

    Args:
        report: whose words they are.
        against: what it is compared with; None for nothing.
        compare: gives the pieces of two texts, the one compared with first.
    """
    at = 0
    pieces = compare(against, report.content, report.form) if against and report.form != "indirect" else ()
    for piece in _without_ends(pieces):
        end = piece.after.start if piece.after else at
        yield "same", _inner_line(report.content[at:end])
        if piece.quoted and piece.kind in ("cut", "changed") and piece.before and against:
            yield "cut", few_words(against[piece.before.start : piece.before.end], _CUT)
        if piece.after:
            here = _inner_line(report.content[piece.after.start : piece.after.end])
            yield "new" if piece.quoted and piece.kind in ("added", "changed") else "same", here
            end = piece.after.end
        at = end
    yield "same", _inner_line(report.content[at:])


def _without_ends(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Without what was cut at either end: a quotation that begins later, or ends before, leaves nothing out."""
    kept = list(pieces)
    for end in (0, -1):
        if kept and kept[end].kind == "cut":
            kept.pop(end)
    return kept


def few_words(words: str, most: int) -> str:
    """``words`` on one line, the middle left out where they are more than ``most``."""
    every = one_line(words).split()
    return " ".join(every if len(every) <= most else [*every[: most // 2], "…", *every[-most // 2 :]])


def _single_spaced(words: Text) -> Text:
    """Without a second space where two stand side by side, and none at the ends."""
    kept = Text()
    before = " "
    for at, letter in enumerate(words.plain):
        if letter != " " or before != " ":
            kept.append_text(words[at])
        before = letter
    kept.rstrip()
    return kept


def _inner_line(words: str) -> str:
    """``words`` on one line, with a space at either end where there was one."""
    inside = one_line(words)
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and inside else ""
    return f"{before}{inside}{after}"


def _spoken(choices: Sequence[Candidate], report: Report, printed: str | None) -> Iterator[Text]:
    """Where a report may have been spoken, in another language; nothing where there are no candidates."""
    if not choices:
        return
    languages = [_LANGUAGES.get(code or "", code or "another language") for code in (printed, choices[0].language)]
    line = f"printed in {languages[0]}, spoken in {languages[1]}, translator not named. It may stand in:"
    yield Text(line, "yellow")
    said = f" (printed as {day_words(report.said_on)})" if report.said_on else ""
    for choice in choices:
        words = Text(f"{day_words(choice.day)}{said} · {one_line(choice.title)} · {choice.article}")
        yield words.append(
            f"\n  “{excerpt(choice.text, _SHOWN)}”\n  shared: {', '.join(map(one_line, choice.shared))}", "dim"
        )
