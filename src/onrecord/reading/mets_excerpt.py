"""A METS file of one article, with its words inside: what is kept as its bytes, and read again from."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from .alto import Lines
from .markup import local
from .mets_parts import Area, Issue, Part
from .mets_text import Gathered

_METS = "{http://www.loc.gov/METS/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NAMESPACES = {None: "http://www.loc.gov/METS/", "xlink": "http://www.w3.org/1999/xlink"}
_MOST_GAPS = 20  # of what is lacking, that is written down
_TYPES = {"title": "TITLE", "author": "AUTHOR", "head": "HEADING", "text": "TEXT"}


def excerpt(issue: Issue, part: Part, found: Gathered, numbers: Mapping[str, str]) -> bytes:
    """The bytes of the file.

    Args:
        issue: what the whole METS says.
        part: the article, or the page.
        found: its words.
        numbers: of the pages, by the ids of their files.
    """
    return _Writing(issue, part, numbers).of(found)


class _Writing:
    def __init__(self, issue: Issue, part: Part, numbers: Mapping[str, str]) -> None:
        self._issue, self._part, self._numbers = issue, part, numbers
        self._root = _new(None, "mets", {n: v for n, v in issue.root.attrib.items() if n in ("LABEL", "OBJID", "TYPE")})
        self._pages: dict[str, Any] = {}
        self._blocks = 0

    def of(self, found: Gathered) -> bytes:
        from lxml import etree

        self._sections()
        self._files = _new(_new(self._root, "fileSec"), "fileGrp", {"USE": "FULLTEXT"})
        pages = self._part.file is not None
        above = self._above("PHYSICAL" if pages else "LOGICAL")
        own = _own(self._part.div) if local(self._part.div) == "div" else {}
        article = _new(above, "div", own | ({"TYPE": "page"} if pages else {}))
        for piece in found.pieces:
            for block in piece.blocks:
                areas = [Area(file, self._written(file, lines), None) for file, lines in block]
                if not pages:
                    self._pointer(article, _TYPES[piece.role], areas)
        if self._part.file is not None:
            _new(article, "fptr", {"FILEID": self._part.file})
        for area, _ in found.gaps[:_MOST_GAPS]:
            self._pointer(article, "TEXT", [area])
            self._file(area.file)
        self._numbered()
        written: bytes = etree.tostring(self._root, encoding="utf-8", xml_declaration=True)
        return written

    def _sections(self) -> None:
        self._root.extend(_copied(section) for section in self._issue.sections_for(self._part))

    def _above(self, kind: str) -> Any:
        """The parts that it is a part of, one within another."""
        above = _new(self._root, "structMap", {"TYPE": kind})
        for div in self._part.around:
            above = _new(above, "div", _own(div))
        return above

    def _pointer(self, article: Any, kind: str, areas: list[Area]) -> None:
        pointer = _new(_new(article, "div", {"TYPE": kind}), "fptr")
        within = _new(pointer, "seq") if len(areas) > 1 else pointer
        for area in areas:
            ends = {"END": area.end} if area.end else {}
            begins = {"BEGIN": area.begin, "BETYPE": "IDREF"} if area.begin else {}
            _new(within, "area", {"FILEID": area.file} | begins | ends)

    def _file(self, file: str) -> Any:
        """The element of a file, made where it is not there yet."""
        if file not in self._pages:
            self._pages[file] = _new(self._files, "file", {"ID": file, "MIMETYPE": "text/xml"})
            if name := self._issue.files.get(file):
                _new(self._pages[file], "FLocat", {"LOCTYPE": "URL", _HREF: name})
        return self._pages[file]

    def _written(self, file: str, lines: Lines) -> str:
        """Put lines among those of their page; the id that they have there."""
        self._blocks += 1
        own = f"b{self._blocks}"
        block = _new(self._space(file, lines), "TextBlock", {"ID": own}, like=lines[0][1][0])
        for line, words in lines:
            made = _new(block, "TextLine", {} if line is None else dict(line.attrib), like=words[0])
            made.extend(_copied(word) for word in words)
        return own

    def _space(self, file: str, lines: Lines) -> Any:
        element = self._file(file)
        content = next((child for child in element if local(child) == "fcontent"), None)
        if content is None:
            like = lines[0][1][0]
            inside = _new(_new(element, "FContent"), "xmlData")
            layout = _new(_new(inside, "alto", like=like), "Layout", like=like)
            _new(_new(layout, "Page", like=like), "PrintSpace", like=like)
            return layout[0][0]
        return content[0][0][0][0][0]

    def _numbered(self) -> None:
        """The numbers of its pages."""
        numbered = [(file, self._numbers[file]) for file in self._pages if file in self._numbers]
        if not numbered:
            return
        above = _new(self._root, "structMap", {"TYPE": "PHYSICAL"})
        for file, number in numbered:
            page = _new(above, "div", {"TYPE": "page", "ORDERLABEL": number})
            _new(page, "fptr", {"FILEID": file})


def _own(div: Any) -> dict[str, str]:
    kept = ("ID", "TYPE", "DMDID", "LABEL", "ORDERLABEL", "ORDER")
    return {name: value for name, value in div.attrib.items() if name in kept}


def _new(above: Any, name: str, values: Mapping[str, str] | None = None, *, like: Any = None) -> Any:
    """An element, of METS or in the namespace of another one."""
    from lxml import etree

    space = _METS if like is None else like.tag[: like.tag.rfind("}") + 1]
    if above is None:
        return etree.Element(f"{space}{name}", dict(values or {}), nsmap=_NAMESPACES)
    return etree.SubElement(above, f"{space}{name}", dict(values or {}))


def _copied(element: Any) -> Any:
    made = copy.deepcopy(element)
    made.tail = None
    return made
