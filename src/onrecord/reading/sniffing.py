"""Which reader a file is for: by its content where the content is plain about it, else by its name.

A saved page called .txt is still a page, and a PDF called .html is still a PDF; but a Markdown file that begins with
"<" or a text that begins with "{" is what its name says.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from onrecord.errors import ReadError

BY_SUFFIX = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".xml": "xml",
    ".hocr": "hocr",
    ".eml": "mail",
    ".epub": "epub",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".ods": "opendocument",
    ".warc": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
}
"""File name endings and their readers; each may be followed by ``.gz``."""

_BY_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "text/vtt": "subtitles",
    "application/x-subrip": "subtitles",
    "message/rfc822": "mail",
    "application/epub+zip": "epub",
    "text/csv": "table",
    "text/tab-separated-values": "table",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet": "opendocument",
    "application/zip": "zip",
}
"""Media types and their readers. ``text/plain`` is not here: servers call so whatever they do not know."""

_BY_ROOT = {b"nitf": "nitf", b"newsitem": "newsml", b"newsmessage": "newsml", b"packageitem": "newsml"} | {
    b"alto": "alto",
    b"mets": "mets",
}
"""The outermost elements of XML that a reader knows, in lower case."""

READERS = (
    *("plain", "markdown", "transcript", "html", "pdf", "docx", "jsonl", "json", "subtitles"),
    *("nitf", "newsml", "ninjs", "mail", "epub", "table", "nexis", "factiva", "proquest"),
    *("alto", "hocr", "mets", "zip", "spreadsheet", "opendocument", "warc", "wacz"),
)
"""The readers by name, as ``read(..., reader=)`` takes them."""

_ARCHIVES = ("warc", "wacz")
# The first bytes of what people hand to a reader of texts by mistake, and what it is.
_BINARY = (
    (b"PK\x03\x04", "a ZIP file or an office document (.odt, .pptx)"),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc, .xls) or one with a password"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_ZIPS = {
    "epub": (b"mimetypeapplication/epub+zip",),
    "opendocument": (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",),
    "wacz": (b"archive/", b"datapackage.json"),
    "docx": (b"word/",),
    "spreadsheet": (b"xl/",),
}
"""The readers of files that are a zip, with the names within that tell them."""
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# Atomic throughout: nothing before the outermost element is ever looked at twice.
_ROOT = re.compile(
    rb"(?>\s+|<\?[^>]*>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*)?>)*+<(?:[\w.-]+:)?+([\w.-]++)",
    re.I,
)
_FEEDS = frozenset({b"rss", b"rdf", b"feed", b"urlset", b"sitemapindex"})
_JSON_FEED = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*\{[^{}\[\]]{0,2000}?"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/'
)
# What export files of news databases hold in their beginnings, and hardly any other text.
_NEXIS = re.compile(rb"^[ \t]*\d+ (?:of|von|de|van) \d+ DOCUMENTS?[ \t]*$", re.M)
_NEXIS_UNI = re.compile(rb"^Length:[ \t\xc2\xa0]*[\d,.]+ words", re.M)
_FACTIVA = re.compile(rb"^(HD|WC|PD|SN|SC|LA|LP|TD)(?:\t|[ \xa0]{2}|[ \xa0]?$)", re.M)
_LINE = re.compile(rb"^_{40,}[ \t]*$", re.M)
_PROQUEST = re.compile(
    rb"^(Document \d+ of \d+|(?:Title|Author|Publication info|Abstract|Links|Full text|Subject|Publication title):)",
    re.M | re.I,
)
_HOCR = re.compile(rb"name=[\"']ocr-system|class=[\"']ocr_page")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def is_web_archive(path: str) -> bool:
    """Whether a file's name says that it is a web archive."""
    return BY_SUFFIX.get(suffix_of(path)) in _ARCHIVES


def suffix_of(path: str) -> str:
    """The ending of a file's name that says its format, in lower case, without a ``.gz`` after it."""
    name = PurePath(path).name.lower().removesuffix(".gz")
    return PurePath(name).suffix


def reader_for(data: bytes, path: str | None, media_type: str | None = None) -> str:
    """The name of the reader for these bytes.

    Args:
        data: the whole file or its beginning, at least 4096 bytes where it has them.
        path: its name; None or ``-`` where it has none.
        media_type: what the server that it came from calls it; where it names a format, it goes before the name.

    Raises:
        ReadError: where nothing is there (code ``empty``), or it is not text (``binary``).
    """
    named = _BY_TYPE.get(media_type or "") or (BY_SUFFIX.get(suffix_of(path)) if path else None)
    if named not in _ARCHIVES and not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ReadError("the file is empty", next_step="Check that it was saved or downloaded whole.", code="empty")
    packed = _packed(data, named)
    if packed:
        return packed
    _refuse_binary(data)
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "hocr" if _HOCR.search(data[:8192]) else "html"
    root = root_of(data)
    _refuse_feed(data, root)
    if root in _BY_ROOT:
        return _BY_ROOT[root]
    if named == "xml":
        raise _unknown_xml(root)
    if named in (None, "plain") and (database := _exported_from(data)):
        return database
    if named:
        return "plain" if (named == "pdf" and not data.startswith(b"%")) or named == "docx" else named
    return _by_look(data)


def _packed(data: bytes, named: str | None) -> str | None:
    """The reader of what is no text; None where it may be one."""
    if named in _ARCHIVES:  # by the name alone: the beginning may be damaged, and mostly it is gzip like any other
        return named
    if data.startswith(b"WARC/"):
        return "warc"
    if b"%PDF-" in data[:1024] and named != "mail":  # in which it may be an attachment
        return "pdf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    head = data[:8192]
    found = next((name for name, parts in _ZIPS.items() if named == name or all(part in head for part in parts)), None)
    return found or ("zip" if named == "zip" else None)


def _exported_from(data: bytes) -> str | None:
    """The database whose export this text is; None for any other text."""
    head = data[:8192].replace(b"\r", b"")
    if _NEXIS.search(head) or (_NEXIS_UNI.search(head) and re.search(rb"^Body[ \t]*$", head, re.M)):
        return "nexis"
    if len(set(_FACTIVA.findall(head))) >= 3:
        return "factiva"
    return "proquest" if _LINE.search(head) and len(set(_PROQUEST.findall(head))) >= 3 else None


def root_of(data: bytes) -> bytes:
    """The name of the outermost element of XML in lower case, without its prefix; empty where there is none."""
    match = _ROOT.match(data.removeprefix(b"\xef\xbb\xbf")[:8192])
    return match[1].lower() if match else b""


def _refuse_feed(data: bytes, root: bytes) -> None:
    if root == b"opml":
        raise ReadError("it is a list of feeds", next_step="Follow them: onrecord feeds import FILE", code="feed")
    if root in _FEEDS or _JSON_FEED.match(data):
        raise ReadError(
            "it is a feed, which tells of articles and does not hold them",
            next_step="Follow it, and have its articles whole: onrecord watch ADDRESS",
            code="feed",
        )


def _unknown_xml(root: bytes) -> ReadError:
    return ReadError(
        f"it is XML of a kind that no reader knows (<{root.decode('ascii', 'replace') or '?'}>)",
        next_step="Read are NITF, NewsML-G2, METS and ALTO. Save anything else as text, HTML or JSON Lines.",
        code="xml",
    )


def _by_look(data: bytes) -> str:
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"WEBVTT") or re.match(rb"\d+\s*\n\d\d:\d\d:\d\d,\d{3} -->", head):
        return "subtitles"
    first = head.split(b"\n", 1)[0].rstrip()
    if re.match(rb'\{\s*"', head):
        # An object that is written over several lines is one article; a first line that has not ended yet is a long
        # line.
        return "jsonl" if first.endswith(b"}") or b"\n" not in head else "json"
    if re.match(rb"\[\s*\{", head):
        return "json"
    if re.match(rb"<(?:div|article|section|p|h1|table|meta|title)\b", head, re.I):
        return "html"
    return "markdown" if re.match(rb"#{1,6}\s+\S", head) else "plain"


def _refuse_binary(data: bytes) -> None:
    what = next((name for mark, name in _BINARY if data.startswith(mark)), None)
    # NUL stands in no text but in UTF-16 and UTF-32, which say so with their first bytes.
    if (
        what is None
        and b"\x00" in data[:8192]
        and not data.startswith(_WIDE)
        and not data.startswith(b"\x00\x00\xfe\xff")
    ):
        # One stray NUL in a text is a repair; many are a format.
        what = "binary data" if data[:8192].count(b"\x00") > 2 or _unprintable(data[:8192]) else None
    if what is None and _unprintable(data[:8192]) and not data.startswith(_WIDE):
        what = "binary data"
    if what:
        raise ReadError(
            f"it is {what}, not a text",
            next_step="Save it as text, HTML or PDF with a text layer, and read that.",
            code="binary",
        )


def _unprintable(head: bytes) -> bool:
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return odd > 0.05 * len(head)
