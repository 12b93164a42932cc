"""What reading doubts of a text that it nevertheless read: warnings that stay with the article.

A doubt never changes the text and never stops it from being stored. Each message says what was seen, so that a person
can look and judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.domain import ReadingWarning, Repair, Span

from .draft import Draft

_MORE = re.compile(
    r"(?:read more|continue reading|keep reading|read the (?:full|whole|rest)[^\n]{0,40}|to read the full[^\n]{0,60}|"
    r"(?:subscribe|sign in|log in) to (?:read|continue)[^\n]{0,40}|\[(?:…|\.{3})\]|(?<!\.)\.{3}|…)[\W_]*$",
    re.I,
)
# Only a letter, a figure, a comma or a dash at the end says that more should follow; scripts have end marks of many
# shapes.
_OPEN_END = re.compile(r"[\w,–—-]$")
_CREDIT = re.compile(
    r"\b(?:photo|photos|image|picture|credit|source|foto|via|by|©)\b[^.]{0,60}$|\S+(?:://|www\.|@)\S+$|@\w+\)[^.]*$",
    re.I,
)
_CREDIT_REACH = 400  # code points from the end of the last line in which a credit begins
_RUNNING = 80  # code points; a last line shorter than this may be a credit, a name, a link
_FEW = 100  # letters
_LONG = 80  # letters of a paragraph long enough not to stand twice by chance
_TWICE = 0.4  # share of the long paragraphs that come a second time
QUOTED = re.compile(r"[“«„]([^“”«»„\"\n]{2,})|(?<![^\W_])\"([^\"“”\n]{2,})")
_SHORT_QUOTE = 12  # letters; a word or two in quotation marks is found anywhere and tells nothing


def find_doubts(draft: Draft, language: str | None, today: date) -> tuple[ReadingWarning, ...]:
    """All doubts of a draft, those of its reader first.

    Args:
        draft: the text with what was found beside it.
        language: what it was found to be in; None where unknown.
        today: the day of reading.
    """
    return (*draft.warnings, *_of_metadata(draft, language, today), *_of_text(draft), *words_differ(draft))


def _of_metadata(draft: Draft, language: str | None, today: date) -> Iterator[ReadingWarning]:
    if draft.encoding_guessed:
        yield ReadingWarning(
            "encoding-guessed", f"The file does not say its encoding; it was read as {draft.encoding_guessed}."
        )
    if draft.published is None:
        yield ReadingWarning("no-date", "No day of publication was found.")
    # It may be tomorrow already where the outlet stands.
    elif draft.published > (today + timedelta(days=1)).isoformat():
        yield ReadingWarning("future-date", f"The day of publication, {draft.published}, has not come yet.")
    if language not in (None, "en"):
        taken = "who speaks is told by its labels" if draft.turns else "statements are taken out of English only"
        yield ReadingWarning("not-english", f'The language is "{language}"; {taken}.')


def _of_text(draft: Draft) -> Iterator[ReadingWarning]:
    text = draft.text
    if _letters(text) < _FEW:
        if not any(w.code == "image-only" for w in draft.warnings):
            yield ReadingWarning("no-text", f"Hardly any text was found: {_letters(text)} letters.")
        return
    if (start := _second_body(text)) is not None:
        yield ReadingWarning("body-twice", "The same text stands here a second time.", Span(start, len(text)))
    if span := _cut_end(draft):
        yield ReadingWarning("cut-short", f'The text seems to be cut short: it ends with "{span.of(text)}".', span)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _cut_end(draft: Draft) -> Span | None:
    """The last words, where they say "read more" or stop in the middle of a sentence."""
    text = draft.text.rstrip()
    last = text[text.rfind("\n") + 1 :]
    more = _MORE.search(last[-120:])
    begins = len(text) - len(last[-40:].lstrip())
    if more and not draft.turns:
        return Span(len(text) - len(more[0]), len(text)) if len(more[0]) > 8 else Span(begins, len(text))
    running = len(last) >= _RUNNING and last.count(" ") >= 10 and last.lstrip()[0] not in "#-*|>["
    if (
        running
        and not draft.turns
        and _OPEN_END.search(last)
        and not _CREDIT.search(last, max(0, len(last) - _CREDIT_REACH))
    ):
        return Span(begins, len(text))
    return None


def _second_body(text: str) -> int | None:
    """Offset at which the body begins a second time; None where it does not."""
    first: dict[str, int] = {}
    again: list[int] = []
    for match in re.finditer(r"\S[^\n]*", text):
        key = re.sub(r"[\W_]+", "", match[0])
        if len(key) < _LONG:
            continue
        if key in first:
            again.append(match.start())
        first.setdefault(key, match.start())
    if again and len(again) >= _TWICE * len(first) and (len(again) > 1 or len(first) == 1):
        return again[0]
    return None


def words_differ(draft: Draft) -> Iterator[ReadingWarning]:
    """A warning for each quotation of the text that the visible text of the original bytes does not have.

    Compared are letters and digits alone: spaces, line ends and hyphens are the layout's. Where a repair was made
    inside a quotation, the parts on either side of it are sought, for the repair tells the rest.
    """
    if draft.visible is None:
        return
    seen = _key(draft.visible)
    # Line ends are no part of what is compared, and a file may have a hundred thousand of them.
    repairs = tuple(r for r in draft.repairs if r.kind != "newline")
    for match in QUOTED.finditer(draft.text):
        start, end = match.span(1) if match[1] else match.span(2)
        parts = [_key(part) for part in _between(draft.text, start, end, repairs)]
        if sum(map(len, parts)) >= _SHORT_QUOTE and not all(part in seen for part in parts):
            yield ReadingWarning(
                "words-differ", "These quoted words were not found in the page as it was delivered.", Span(start, end)
            )


def _between(text: str, start: int, end: int, repairs: tuple[Repair, ...]) -> Iterator[str]:
    for repair in repairs:
        if start <= repair.at < end:
            yield text[start : repair.at]
            start = min(end, repair.at + len(repair.after))
    yield text[start:end]


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
