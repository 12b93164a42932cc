"""Text files exported from Factiva with their field codes ("Full Article plus Indexing"): HD, PD, LP, TD.

A code stands at the beginning of a line, alone or with a tab or two spaces behind it, so that a sentence which begins
with two capitals is none. An article ends with its accession number, AN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.errors import ReadError

from .decoding import decode
from .draft import Draft
from .exported import encoded, exported_draft, line, unified
from .markup import unsigned

READER = "factiva"
VERSION = "1"
_CODES = "SE|HD|CLM|CR|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|ART|RF|CT|CO|IN|NS|RE|IPC|IPD|PUB|AN"
_CODE = re.compile(rf"^({_CODES})(?:\t|[ \xa0]{{2,}}|[ \xa0]*$)[ \t\xa0]*", re.M)
_FIRST = ("SE", "HD", "CLM")


def articles(data: bytes, charset: str | None = None) -> Iterator[bytes]:
    """The bytes of each article.

    Args:
        data: the bytes of the file.
        charset: the encoding that its server named; None for a file.

    Raises:
        ReadError: where no encoding fits (code ``encoding``).
    """
    text = unified(decode(data, charset).text)
    starts, ended = [], True
    for match in _CODE.finditer(text):
        if ended and match[1] in _FIRST:
            starts.append(match.start())
            ended = False
        ended = ended or match[1] == "AN"
    yield from encoded(text[a:b] for a, b in pairwise([*starts, len(text)]))


def read_factiva(data: bytes) -> Draft:
    """Read one article of an export.

    Raises:
        ReadError: where no field code stands in it (code ``factiva``), or it has no text (``no-text``).
    """
    text = unified(decode(data).text)
    marks = list(_CODE.finditer(text))
    if not marks:
        raise ReadError(
            "no field code (HD, PD, LP, TD) begins a line in it",
            next_step="Export it again with the full article plus indexing, as text.",
            code="factiva",
        )
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    fields: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        fields.setdefault(mark[1], text[mark.end() : end].strip("\n"))
    number = re.search(r"(?:Document|Dokument|Documento)?\s*([A-Z0-9]{15,})", fields.get("AN", ""), re.I)
    facts = {
        "id": f"factiva:{number[1]}" if number else None,
        "title": line(fields.get("HD")),
        "byline": unsigned(line(fields.get("BY"))),
        "outlet": line(fields.get("SN")),
        "published": line(fields.get("PD")),
        "language": line(fields.get("LA")),
    }
    meta = {
        "identifier": number[1] if number else None,
        "edition": line(fields.get("ED")),
        "page": line(fields.get("PG")),
        "section": line(fields.get("SE")),
        "rights": line(fields.get("CY")),
    }
    body = "\n\n".join(part for code in ("LP", "TD") if (part := fields.get(code, "").strip("\n")))
    return exported_draft(READER, VERSION, body, facts, meta)
