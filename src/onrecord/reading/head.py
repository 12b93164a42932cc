"""Title, byline and day at the head of a text, where a person would look for them.

News saved as plain text or Markdown carries no metadata; it begins like a page in print:

    # Silent on coup attempt          Title: Silent on coup attempt
    Andrea Lobo                       By: Andrea Lobo
    17 January 2021                   Date: 17 January 2021

Only the first lines are looked at, and a line counts only as a whole: "17 January 2021" alone in its line is the day of
publication, "The strike of 17 January 2021 ..." is the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .days import first_day, iso_day
from .joins import LABEL

_LINES = 14  # the head of an article is over by then
_TITLE_LENGTH = 250
_FIELDS = {
    "title": "title", "headline": "title", "date": "published", "published": "published", "byline": "byline",
    "by": "byline", "author": "byline", "outlet": "outlet", "publisher": "outlet", "source": "outlet", "url": "url",
    "link": "url", "updated": "modified", "modified": "modified", "language": "language", "lang": "language",
}  # fmt: skip
_FIELD = re.compile(r"\**(?P<key>[A-Za-z]{2,10})\**:\**\s+(?P<value>\S.*)")
_BY = re.compile(
    r"(?:(?:(?:words|text|story|reporting|written|reported)\s+)?by|por|von|par)\s*:?\s+(?P<name>\S.*)", re.I
)
_UPDATED = re.compile(r"\W*(?:last\s+)?(?:updated?|modified|revised)\b", re.I)
_AROUND_DAY = re.compile(
    r"(?:published|posted|first|last|updated|modified|revised|date|on|at|et|est|edt|gmt|utc|bst|cet|am|pm|a\.m\.|p\.m\.|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|\d{1,2}[:.]\d{2}|[\W_])*",
    re.I,
)
_BESIDE_DAY = re.compile(
    r"[\s|·•,–—-]*\b(?:(?:published|posted|updated)(?: on)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$", re.I
)
_PARTICLE = r"(?:de|da|do|dos|del|della|di|du|von|van|der|den|ten|ter|la|le|el|al|bin|ibn|y|e|and|und|et)"
_WORD = r"(?:[^\W\d_a-z][\w'’.-]*)"
_NAME = re.compile(rf"{_WORD}(?:(?:,|\s+&)?\s+(?:{_PARTICLE}|{_WORD})){{1,9}}")
_POST = re.compile(
    r",?\s+(?:[^\W\d_]+\s+){0,3}(?:correspondent|reporter|editor|writer|columnist|bureau chief)s?$", re.IGNORECASE
)
"""What a writer is, behind the name or in its place: "Mira Solis, health correspondent", "Special Correspondent"."""
_RELEASE = re.compile(
    r"\W*(?:for\s+immediate\s+(?:release|distribution)|(?:press|news|media)\s+(?:release|statement|advisory))\W*",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:(?:press|media)\s+)?contacts?\s*:", re.IGNORECASE)
_TOWN = re.compile(r"[^\W\d_a-z]{2}[^\d\n.!?“”\"]{0,60}(?:\.[^\d\n.!?“”\"]{0,30})?[,(]\s*\(?")
_DASH = re.compile(r"\)?\s*(?:/[^/\n]{1,40}/|\([^()\n]{1,40}\))?\s*[-–—]")
_DATELINE_LENGTH = 160
_OUTLET = re.compile(
    r"(?:The\s+)?(?:[^\W\d_a-z][\w'’.&-]*\s+){1,4}(?:Advertiser|Argus|Bulletin|Chronicle|Courier|Dispatch|Echo|Examiner|"
    r"Express|Gazette|Globe|Guardian|Herald|Independent|Inquirer|Journal|Mail|Mercury|Monitor|News|Observer|Post|Press|"
    r"Record|Register|Review|Sentinel|Standard|Star|Sun|Telegraph|Times|Today|Tribune|Wire)|Reuters|AFP"
)
"""What newspapers and agencies are called."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text tells; None where it does not tell."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None


def find_head(text: str, title: str | None = None) -> Head:
    """Read the head of ``text``.

    Args:
        text: the text, repaired, from its first letter.
        title: the headline where it is known already and stands apart; then none is looked for.
    """
    lines = list(_head_lines(text))
    found = _fields(lines)
    if title is None and "title" not in found and (heading := _title(*_below_label(text, lines))):
        found["title"] = heading
    for at, line in enumerate(lines):
        _day_line(line, lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "", found)
    if "byline" not in found and (name := _by_line(lines)):
        found["byline"] = name
    if "published" not in found and (day := _dateline(lines)):
        found["published"] = day
    if "outlet" not in found and (outlet := _outlet(lines[1:6])):
        found["outlet"] = outlet
    return Head(**found)


def plain(line: str) -> str:
    """A line without Markdown's marks of heading and emphasis, for showing as a title."""
    line = re.sub(r"^\s*#{1,6}\s+|\s+#+\s*$", "", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"(?<!\w)(\*{1,3}|_{1,3})(\S|\S.*?\S)\1(?!\w)", r"\2", line).strip()


def is_name(line: str) -> bool:
    """Whether ``line`` has the shape of a person's full name, or of several, and of nothing else."""
    return len(line) <= 80 and bool(_NAME.fullmatch(line)) and not first_day(line)


def _head_lines(text: str) -> Iterator[str]:
    count = 0
    for line in text[:6000].split("\n"):
        if line.strip():
            count += 1
            yield line.rstrip()
        if count >= _LINES:
            return


def _fields(lines: Sequence[str]) -> dict[str, str]:
    """``Title: ...`` lines and YAML front matter; only at the very top, before the first line of another shape."""
    found: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line.strip())
        key = _FIELDS.get(match["key"].lower()) if match else None
        if match and key:
            value = match["value"].strip().strip("\"'")
            day = iso_day(value) if key in ("published", "modified") else value
            if day:
                found.setdefault(key, day)
        elif line.strip() != "---" and not (match and lines[0].strip() == "---"):
            break
    return found


def _below_label(text: str, lines: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Text and lines of the head from the headline on, where "FOR IMMEDIATE RELEASE" and the like stand above it."""
    count = 0
    while count < len(lines) and (_RELEASE.fullmatch(plain(lines[count])) or (count and _is_above_title(lines[count]))):
        count += 1
    if not count or count == len(lines):
        return text, lines
    at = 0
    for line in lines[:count]:
        at = text.index(line, at) + len(line)
    return text[at:], lines[count:]


def _is_above_title(line: str) -> bool:
    return bool(_CONTACT.match(plain(line))) or is_head_line(line)


def _dateline(lines: Sequence[str]) -> str | None:
    """The day of a dateline that gives it whole, as those of press releases do: "PORT AMSEL, May 4, 2020 — The"."""
    for line in lines:
        start = line.strip()[:_DATELINE_LENGTH]
        day = first_day(start)
        if day and _TOWN.fullmatch(start[: day.start]) and _DASH.match(start[day.end :]):
            return day.iso
    return None


def _title(text: str, lines: Sequence[str]) -> str | None:
    if not lines:
        return None
    for line in lines[:4]:
        if re.match(r"\s*#{1,2}\s+\S", line):
            return plain(_whole_block(text, line)) or None
    first, rest = lines[0].strip(), text.lstrip()[len(lines[0].strip()) :]
    if re.match(r"[ \t]*\n={3,}[ \t]*(?:\n|$)", rest):
        return plain(first)
    # A headline is a short line of its own, without a full stop, and something follows it.
    block = text.lstrip().split("\n\n", maxsplit=1)[0].split("\n")
    apart = re.match(r"[ \t]*\n\s*\S", rest) and (
        re.match(r"[ \t]*\n[ \t]*\n", rest) or any(map(is_head_line, block[1:3]))
    )
    shaped = (
        len(first) <= _TITLE_LENGTH
        and not first.endswith((",", ";", ":") if first.isupper() else (".", ",", ";", ":"))
        and not LABEL.match(first + " ")
    )
    return plain(first) if apart and (shaped or _is_quoted_title(first)) and not is_head_line(first) else None


def _is_quoted_title(line: str) -> bool:
    # "Minister: we will not resign" has the shape of a transcript's line, and is a headline where it is short.
    return (
        len(line) <= 120
        and bool(LABEL.match(line))
        and not line.endswith((".", ":", "?", "!"))
        and not line.split(":", maxsplit=1)[0].isupper()
    )


def _whole_block(text: str, line: str) -> str:
    """The heading with the lines that a converter wrapped it into."""
    at = text.index(line)
    end = text.find("\n\n", at)
    block = re.split(r"\n(?=\s*(?:#|[-=]{3,}))", text[at : end if end >= 0 else len(text)])[0]
    return re.sub(r"\s*\n\s*", " ", block) if len(block) <= _TITLE_LENGTH else line


def is_head_line(line: str) -> bool:
    """Whether a line is a byline, says what the writer is, or holds a day and little else."""
    return bool(_BY.fullmatch(plain(line))) or bool(_POST.fullmatch(" " + plain(line))) or bool(_day_and_rest(line))


def folio(line: str) -> tuple[str, str] | None:
    """Day and outlet of a running head that holds both and nothing else: "THE BAY COURIER Tuesday 3 March 2020"."""
    found = _day_and_rest(line)
    return found if found and is_name(found[1]) else None


def _day_and_rest(line: str) -> tuple[str, str] | None:
    """The day of a line that holds a day and little else, and what else it holds (a name, an outlet, nothing)."""
    line = plain(line)
    day = first_day(line) if len(line) <= 120 else None
    if not day:
        return None
    before, after = line[: day.start], line[day.end :]
    rest = before if _AROUND_DAY.fullmatch(after) else after if _AROUND_DAY.fullmatch(before) else None
    if rest is None:
        return None
    rest = re.sub(r"^\W+|\W+$", "", rest)
    return day.iso, "" if _AROUND_DAY.fullmatch(rest) else _BESIDE_DAY.sub("", rest)


def _day_line(line: str, above: str, below: str, found: dict[str, str]) -> None:
    day = _day_and_rest(line)
    if not day:
        return
    iso, rest = day
    name = _unsigned(rest)
    if rest and not _NAME.fullmatch(name) and not _separate(line):
        return
    if _UPDATED.match(plain(line)):
        found.setdefault("modified", iso)
        return
    found.setdefault("published", iso)
    if name != rest and _NAME.fullmatch(name):
        found.setdefault("byline", name)
    for near in (above, below):
        name = _unsigned(plain(near))
        if not (rest or "byline" in found) and _names_writers(name) and name != found.get("title"):
            found["byline"] = name


def _names_writers(line: str) -> bool:
    """Whether a line beside the day has full names alone, and not a place ("Columbus, Ohio"), a house or a label."""
    full = all(len(part.split()) > 1 for part in re.split(r",\s|\s(?:and|&)\s", line))
    return is_name(line) and full and not line.startswith("The ") and not _RELEASE.fullmatch(line)


def _unsigned(line: str) -> str:
    match = _BY.fullmatch(line)
    return match["name"] if match else line


def _separate(line: str) -> bool:
    return bool(re.search(r"\s[|·•–—]\s", line))


def _by_line(lines: Sequence[str]) -> str | None:
    for line in lines[:6]:
        match = _BY.fullmatch(plain(line))
        if match and len(match["name"]) <= 120:
            name = _POST.sub("", re.split(r"\s+[|·•–—]\s+|\s+-\s+", match["name"])[0].strip(" ,."))
            if _NAME.fullmatch(name):
                return name
    return None


def _outlet(lines: Sequence[str]) -> str | None:
    """The outlet that a line of the head names, alone or beside the day."""
    for line in map(plain, lines):
        day = _day_and_rest(line)
        name = day[1] if day else line
        if len(name) <= 60 and _OUTLET.fullmatch(name):
            return name
    return None
