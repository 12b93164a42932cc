"""METS (https://www.loc.gov/standards/mets/) of a digitised newspaper: which files its pages are, and its articles.

Two ways are in use to say which words are an article's. In the one, the parts of the logical map name blocks of the
pages (Europeana Newspapers, Luxembourg, New Zealand, Australia); in the other, links lead from its articles to areas of
the physical map, which name the first and the last word (British Library). Where no article is told from another, as in
the Library of Congress's, each page is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import ReadError

from . import mods
from .markup import anywhere, check_tags, first, local, parse_xml

MOST_WORK = 20_000_000
"""Words and parts that are looked at for one METS file; an issue of a hundred pages has some two million."""

LEFT = {
    **dict.fromkeys(
        "advertisement advert advertising ad advertisementsection advertisementgroup".split(), "advertisements"
    ),
    **dict.fromkeys("illustration illustrationgroup image picture photo photograph cartoon comic".split(), "pictures"),
    **dict.fromkeys("map mapgroup chartdiagram chartdiagramgroup graphic graphicalelement".split(), "pictures"),
    **dict.fromkeys("table tablegroup index tableofcontents bibliography".split(), "tables"),
    **dict.fromkeys("titlesection coversection masthead imprint".split(), "title sections"),
    **dict.fromkeys("deathnotice deathnoticesection familynotice familynotices weather shipping".split(), "notices"),
}
"""Sorts of parts that are no articles, and what a summary calls them."""

_ARTICLES = frozenset("article contribution editorial interview letter obituary review chapter preface".split())
_HOLDERS = frozenset("newspaper volume issue npissue content page nppage year month day physsequence".split())
_PARTS = frozenset(
    "heading title subtitle headline overline subheadline author byline motto body bodycontent paragraph text "
    "textblock caption footnote articlepart articlezone pagearea".split()
)
_NOTHING = "unassigned parts"


@dataclass(frozen=True, slots=True)
class Area:
    """Words of a page: of the file ``file`` what has the id ``begin``, up to what has the id ``end``.

    Where ``begin`` is None, the whole page.
    """

    file: str
    begin: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """An article, or a page where articles are not told apart.

    Attributes:
        div: what says which words are its.
        around: what it is a part of, outermost first.
        file: of a page, its file; None of an article.
    """

    div: Any
    around: tuple[Any, ...]
    file: str | None = None


class Issue:
    """What a METS file says.

    Attributes:
        root: of it.
        files: by the id of each file with text, its name as the METS gives it; None where its content is inside.
        inside: by id, the ALTO of those that are inside.
        numbers: by id, the number of the page.

    Raises:
        ReadError: where it is no such XML (code ``xml``), has too many tags (``huge``), or names no text (``no-text``).
    """

    def __init__(self, data: bytes) -> None:
        check_tags(data)
        self.root = parse_xml(data)
        if local(self.root) != "mets":
            raise ReadError(
                f"its root is <{local(self.root)}>, not <mets>", next_step="Take the METS file.", code="xml"
            )
        self.files: dict[str, str | None] = {}
        self.inside: dict[str, Any] = {}
        self._others: set[str] = set()
        self._work = MOST_WORK
        self._sections: dict[str, Any] = {}
        self._records: dict[str, list[Any]] = {}
        self._dated: str | None = None  # the section that tells the day, where all that tell one tell the same
        self._links: dict[str, list[Any]] = defaultdict(list)
        self._look()
        if not self.files:
            raise ReadError(
                "it names no text of its pages (ALTO)",
                next_step="A scan of pictures alone has no words yet: run text recognition on them first.",
                code="no-text",
            )
        self.numbers = dict(self._numbered())

    def _look(self) -> None:
        for section in anywhere(self.root, "dmdSec"):
            own = section.get("ID") or ""
            if own not in self._sections:
                self._sections[own], self._records[own] = section, list(mods.mods_of(section))
        days = {
            own: day
            for own, records in self._records.items()
            if (day := next(filter(None, map(mods.issued, records)), None))
        }
        if len(set(days.values())) == 1:
            self._dated = next(iter(days))
        for file in anywhere(self.root, "file"):
            own, alto = file.get("ID"), first(anywhere(file, "alto"))
            href = next((_linked(place) for place in file if local(place) == "flocat"), None)
            if own and own not in self.files and (alto is not None or _is_text(file, href)):
                self.files[own] = href
                if alto is not None:
                    self.inside[own] = alto
            elif own:
                self._others.add(own)
        by_id = {own: div for div in anywhere(self.root, "div") if (own := div.get("ID"))}
        for here, there in _links(self.root):
            self.spend(1)
            if there in by_id:
                self._links[here].append(by_id[there])

    def spend(self, much: int) -> None:
        """Count work.

        Raises:
            ReadError: where it becomes too much (code ``huge``).
        """
        self._work -= much
        if self._work < 0:
            raise ReadError(
                "it names the same words again and again, far more often than its pages have words",
                next_step="Add its ALTO files alone; each page becomes an article.",
                code="huge",
            )

    def parts(self) -> Iterator[Part | str]:
        """Its articles, in order; of what is none, what it is, in the plural. Where none is told apart, its pages."""
        found = list(self._below(self.root, ()))
        if any(isinstance(part, Part) for part in found):
            yield from found
        else:
            yield from self._pages()

    def said_of(self, div: Any) -> list[Any]:
        """The MODS records of a part."""
        return [record for own in (div.get("DMDID") or "").split() for record in self._records.get(own, ())]

    def sections_for(self, part: Part) -> list[Any]:
        """The sections of the METS that tell of a part and of what it is a part of, and of its day in any case."""
        wanted = [own for div in (*part.around, part.div) for own in (div.get("DMDID") or "").split()]
        if not any(mods.issued(record) for own in wanted for record in self._records.get(own, ())) and self._dated:
            wanted.append(self._dated)
        found = [self._sections[own] for own in dict.fromkeys(wanted) if own in self._sections]
        self.spend(sum(1 for section in found for _ in section.iter()))
        return found

    def records(self) -> Iterator[Any]:
        """All MODS records in it."""
        return (record for records in self._records.values() for record in records)

    def areas(self, div: Any) -> list[tuple[Any, list[Area]]]:
        """The areas that a part itself names, and those that are linked to it: those of a pointer together.

        Each pointer stands with the part that names it. Whole pages are no areas.
        """
        found: list[tuple[Any, list[Area]]] = []
        for owner in (div, *self._links.get(div.get("ID") or "", ())):
            for pointer in owner:
                if local(pointer) in ("fptr", "area"):
                    areas = [area for area in self._areas(pointer) if area.begin is not None]
                    self.spend(1 + len(areas))
                    if areas:
                        found.append((owner, areas))
        return found

    def _areas(self, pointer: Any) -> Iterator[Area]:
        for element in pointer.iter():
            file = element.get("FILEID")
            if file and file not in self._others:  # as pictures are
                yield Area(file, element.get("BEGIN"), element.get("END"))

    def _below(self, element: Any, around: tuple[Any, ...]) -> Iterator[Part | str]:
        for div in element:
            if local(div) == "structmap":
                if (div.get("TYPE") or "").lower() != "physical":
                    yield from self._below(div, around)
            elif local(div) == "div":
                yield from self._of(div, around)

    def _of(self, div: Any, around: tuple[Any, ...]) -> Iterator[Part | str]:
        sort = sort_of(div)
        if sort in LEFT or any(
            genre.startswith(("advert", "publicit")) for m in self.said_of(div) for genre in mods.genres(m)
        ):
            yield LEFT.get(sort, "advertisements")
        elif sort in _ARTICLES or self._is_an_article(div, sort):
            yield Part(div, around)
        else:
            yield from self._below(div, (*around, div))
            if sort in _PARTS and self.areas(div):
                yield _NOTHING

    def _is_an_article(self, div: Any, sort: str) -> bool:
        """Whether a part of another name holds a text of its own, and no article: a section without articles."""
        if not sort or sort in _HOLDERS or sort in _PARTS:
            return False
        below = {sort_of(other) for other in self._all_below(div)}
        return not below & _ARTICLES and (bool(self.areas(div)) or bool(below & {"text", "paragraph"}))

    def _all_below(self, div: Any) -> Iterator[Any]:
        self.spend(1)
        for other in div:
            if local(other) == "div" and sort_of(other) not in LEFT:
                yield other
                yield from self._all_below(other)

    def _pages(self) -> Iterator[Part]:
        seen: set[str] = set()
        for div in anywhere(self.root, "div"):
            for pointer in (child for child in div if local(child) == "fptr"):
                for file in (area.file for area in self._areas(pointer) if area.file in self.files):
                    if file not in seen:
                        seen.add(file)
                        yield Part(div, tuple(reversed([up for up in div.iterancestors() if local(up) == "div"])), file)
        if not seen:
            yield from (Part(self.root, (), file) for file in self.files)

    def _numbered(self) -> Iterator[tuple[str, str]]:
        """The number of each page: as it is printed, else as it is counted."""
        for div in anywhere(self.root, "div"):
            if "page" not in sort_of(div):
                continue
            said = next((number for record in self.said_of(div) if (number := mods.first_page(record))), None)
            number = said or div.get("ORDERLABEL") or div.get("ORDER")
            pointers = (child for child in div if local(child) == "fptr")
            for area in (area for pointer in pointers for area in self._areas(pointer)):
                if number and area.file in self.files:
                    yield area.file, number


def sort_of(div: Any) -> str:
    """What sort of part it is, in small letters alone: ``npissue``; of an area of a page, what is in it."""
    sort = _plain(div.get("TYPE"))
    return _plain(div.get("LABEL")) or sort if sort == "pagearea" else sort


def _plain(name: str | None) -> str:
    return "".join(letter for letter in (name or "").lower() if letter.isalpha())


def _is_text(file: Any, href: str | None) -> bool:
    kind = (file.get("MIMETYPE") or "").lower()
    return bool(href) and ((href or "").lower().removesuffix(".gz").endswith(".xml") or "xml" in kind)


def _linked(element: Any, name: str = "href") -> str | None:
    """An attribute of XLink, whose namespace is written in more than one way."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _links(root: Any) -> Iterator[tuple[str, str]]:
    """From which part to which the links lead, by ids."""
    for link in anywhere(root, "smLink"):
        yield _id(_linked(link, "from")), _id(_linked(link, "to"))
    for group in anywhere(root, "smLinkGrp"):
        places: dict[str, list[str]] = defaultdict(list)
        for place in anywhere(group, "smLocatorLink"):
            places[_linked(place, "label") or ""].append(_id(_linked(place)))
        for arc in anywhere(group, "smArcLink"):
            for here in places.get(_linked(arc, "from") or "", ()):
                yield from ((here, there) for there in places.get(_linked(arc, "to") or "", ()))


def _id(reference: str | None) -> str:
    return (reference or "").removeprefix("#")
