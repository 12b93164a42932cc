"""Transcripts: a text in which lines begin with who speaks, ``SPEAKER: what is said``.

Two questions. Is the text a transcript at all? A news article may hold one line such as "LONDON: The mayor ..." or a
box of "Age: 45", so several speakers must take turns from the start on; where only one speaks (a speech), something
else must say that it is one: the file's name, its title, or stage directions. And which labels are speakers? In a
speech, "Look:" at the head of a paragraph is no new speaker where all others stand in capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from onrecord.domain import Span, Turn

_PART = r"(?:[^\W\d_a-z][\w'’.&/-]*|de|da|del|la|van|von|der|al|of|the|and|for|[0-9]{1,3}|#\d+)"
_REMARK = r"(?:,? ?[(\[\"“][^)\]\"”\n]{1,60}[)\]\"”]){0,3}"
_PLAIN = rf"(?P<plain>{_PART}(?:,? {_PART}){{0,7}}{_REMARK}):(?=[ \t]|\n[ \t]*\S)"
# Within the marks of Markdown, wherever they close: "**NAME:** ", "**NAME** : ", "**_NAME:_ **", "**NAME: ¿** ".
_BOLD = r"\*\*_?(?P<bold>[^*:\n_][^*:]{0,200}?)(?::_? ?(?:\*\*|(?=[¿¡] ?\*\*))|\*\* ?:)"
# A name in capitals with the office behind it, which may run on into a second line; some leave out the space after the
# colon.
_CAPITAL = r"[^\W\d_a-z](?:[^\W_a-z]|['’.&/-])*"
_UNIT = rf"(?:{_CAPITAL}|\d+)"
_OFFICE = (
    rf"(?P<office>{_CAPITAL}(?:,? {_CAPITAL}){{1,9}}(?:,[ \n][(]?{_UNIT}(?:[),]{{0,2}}[ \n][(]?{_UNIT}){{0,24}}[)]?)?)"
    r":(?=[ \t]|[^\W\d_a-z]|[¿¡…(])"
)
# Who asks at the White House has no colon: "Q    Will she resign?"
_ASKED = r"(?P<asked>Q)(?:[ \t]{2,}(?=\S)|[ \t](?=[A-Z“\"(]))"
_LABEL = re.compile(rf"^[ \t>]*(?:{_BOLD}|{_PLAIN}|{_OFFICE}|{_ASKED})", re.M)
_REMARKS = re.compile(r"\s*[(\[].*", re.S)
# Labels of boxes, links and credits, which stand like speakers and are none.
_NOBODY = frozenset(
    re.split(
        r"[|\n] *",
        """read more|related|watch|photo|photos|video|update|updated|note|editor's note|source|sources|see also|more
        also|correction|listen|subscribe|follow|contact|email|tel|phone|where|when|what|who|why|how|credit|image
        caption|tags|topics|category|summary|background|analysis|opinion|breaking|live|date|time|place|location
        title|author|published|http|https|winner|winners|loser|losers|verdict|reality check|fact|facts|the facts
        myth|claim|need|avoid|pros|cons""",
    )
)
# How the title of a transcript begins; a headline that merely holds such a word is news of it.
_EVENT = re.compile(
    r"\W*(?:interview|speech|remarks|debate|town hall|press conference|news conference|briefing|hearing|statement|"
    r"address|testimony|q\s*&\s*a|press briefing|hansard|oral (?:answers|questions)|"
    r"house of (?:commons|lords)\W*\Z|conferencia de prensa|versión estenográfica|discurso|entrevista)\b|"
    r".*\btranscript\b",
    re.I | re.S,
)
_STAGE = re.compile(
    r"[(\[](?:applause|cheers?|cheering|laughter|crosstalk|inaudible|booing|music|begin video|end video)", re.I
)
# What is shown or cut at the end of a turn is no word of it: "(BEGIN VIDEO CLIP)" in a line of its own.
_SHOWN = re.compile(r"[^\S\n]*[(\[][A-Z][A-Z ,'’-]{3,60}[)\]]")
_HEAD = 400  # code points; title, date and an introduction are not longer
_BEFORE = 0.2  # share of the text that may stand before the first speaker where it begins later than that
_SHARE = 0.2  # share of the paragraphs that begin with a label in capitals; answers may run over several
_SHARE_MIXED = 0.4  # the same for labels such as "Trump:", which tables and boxes have, too
_TALK = 40  # code points that the middle one of such turns has at least; in a table of figures it is shorter


def find_turns(text: str, *, title: str | None = None, certain: bool = False) -> tuple[Turn, ...]:
    """The turns of a transcript, in the order of the text; empty where the text is none.

    Args:
        text: the finished text, into which the turns' spans point.
        title: of the text or of its file, which may say that this is a speech or an interview.
        certain: take it for a transcript wherever a label stands (the user said so).
    """
    labels = [m for m in _LABEL.finditer(text) if _of(m).lower() not in _NOBODY]
    labels = _speakers(labels, certain)
    if not labels or not (certain or _is_transcript(text, labels, title or "")):
        return ()
    ends = [m.start() for m in labels[1:]] + [len(text)]
    return tuple(turn for match, end in zip(labels, ends, strict=True) if (turn := _turn(text, match, end)))


def _of(match: re.Match[str]) -> str:
    return match["bold"] or match["plain"] or match["office"] or match["asked"]


def _who(match: re.Match[str]) -> str:
    """A label without the constituency and party that stand in brackets where somebody speaks for the first time."""
    return _REMARKS.sub("", _of(match)) or _of(match)


def _speakers(labels: Sequence[re.Match[str]], certain: bool) -> list[re.Match[str]]:
    asked = sum(m["asked"] is not None for m in labels)
    if asked < 2 or asked == len(labels):  # somebody asks again and again, and somebody answers
        labels = [m for m in labels if m["asked"] is None]
    counts = Counter(_of(m) for m in labels)
    capitals = sum(_who(m).isupper() for m in labels)
    if capitals * 2 > len(labels):
        # Speakers stand in capitals here: "Look:" within a speech is none.
        return [m for m in labels if _who(m).isupper() or m["bold"]]
    return [m for m in labels if certain or counts[_of(m)] > 1 or " " in _of(m) or m is labels[0]]


def _is_transcript(text: str, labels: Sequence[re.Match[str]], title: str) -> bool:
    named, staged = bool(_EVENT.match(title)), bool(_STAGE.search(text))
    if labels[0].start() > max(_HEAD, _BEFORE * len(text)):
        return False
    distinct = len({_who(m) for m in labels})
    if distinct < 2:
        # One speaker alone must open the text and be named like one: "WASHINGTON: The president ..." is an article.
        return (named or staged) and labels[0].start() <= _HEAD and " " in _of(labels[0])
    if named:
        return True
    # Unnamed as what it is, it must look the part: capitals, or names that come again and again with something to say.
    paragraphs = len(re.findall(r"\S[^\n]*", text))
    if all(_who(m).isupper() for m in labels):
        return len(labels) >= max(2 if staged else 4, _SHARE * paragraphs, distinct + (not staged))
    talk = median(b.start() - a.end() for a, b in pairwise(labels))
    return len(labels) >= max(6, _SHARE_MIXED * paragraphs, distinct + 1) and talk >= _TALK


def _turn(text: str, match: re.Match[str], end: int) -> Turn | None:
    group = next(name for name in ("bold", "plain", "office", "asked") if match[name])
    start, stop = _stripped(text, match.end(), end)
    if stop <= start:
        return None
    speech = Span(start, _spoken_until(text, start, stop))
    return Turn(label=Span(*_stripped(text, *match.span(group))), speech=speech)


def _spoken_until(text: str, start: int, stop: int) -> int:
    """Where a turn ends, which begins and ends with a word, without the lines behind it of what is shown or cut."""
    while (line := text.rfind("\n", start, stop)) >= 0 and _SHOWN.fullmatch(text, line + 1, stop):
        stop = line
        while text[stop - 1].isspace():
            stop -= 1
    return stop


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
