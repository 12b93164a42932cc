"""One source to its articles: sniff, hand to the reader of its format, assemble.

Errors are values here. ``read_source`` and ``read_bytes`` yield a ``ReadError`` in the place of the article that
could not be read and go on; ``read``, for a notebook, raises it.
"""

from __future__ import annotations

import dataclasses
import importlib
import io
import itertools
import os
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from onrecord.domain import Article, Fetched
from onrecord.errors import ReadError, UsageError

from . import jsonl
from .assembly import assemble
from .delivered import delivered
from .draft import Draft
from .given import NOTHING, Given
from .ninjs import draft_of_ninjs, is_ninjs
from .plain import read_plain
from .sniffing import READERS, is_web_archive, reader_for
from .sources import MAX_BYTES, STDIN, STREAM_ERRORS, Source, cannot_read, too_large, within_limit

_PEEK = 8192  # bytes; enough to tell a format
# Where each reader stands, module and function: those that need the bytes alone, and those that part a file of several
# articles into the bytes of each.
_BYTES_ALONE = {
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "nitf": ("nitf", "read_nitf"),
    "newsml": ("newsml", "read_newsml"),
    "mail": ("mail", "read_mail"),
    "epub": ("epub", "read_epub"),
    "table": ("table", "read_row"),
    "spreadsheet": ("table", "read_row"),
    "opendocument": ("table", "read_row"),
    "nexis": ("nexis", "read_nexis"),
    "factiva": ("factiva", "read_factiva"),
    "proquest": ("proquest", "read_proquest"),
    "alto": ("alto", "read_alto"),
    "mets": ("mets", "read_mets"),
    "hocr": ("hocr", "read_hocr"),
}
_MANY = (
    {"newsml": ("newsml", "items")}
    | {name: (name, "rows") for name in ("table", "spreadsheet", "opendocument")}
    | {name: (name, "articles") for name in ("nexis", "factiva", "proquest")}
)
_ARCHIVES = {"warc": ("warc", "pages"), "wacz": ("warc", "packed_pages")}
_ISSUES = ("mets", "zip")  # of newspapers, whose pages lie in other files


def read(
    source: str | os.PathLike[str] | bytes, *, given: Given = NOTHING, reader: str | None = None
) -> Iterator[Article]:
    """Read one file, or bytes already at hand.

    Args:
        source: the path of a file, ``-`` for standard input, or the bytes of one.
        given: metadata that beats what is found.
        reader: name of the reader (``READERS``), where the content should not decide.

    Yields:
        One Article for most formats; one for each line of JSON Lines, read as it is asked for.

    Raises:
        ReadError: at the first article that cannot be read.
        UsageError: where ``reader`` is no reader's name.
    """
    if isinstance(source, bytes):
        found = read_bytes(source, given=given, reader=reader)
    else:
        found = read_source(Source(os.fspath(source)), given=given, reader=reader)
    for item in found:
        if isinstance(item, ReadError):
            raise item
        yield item


def holds_many(source: Source) -> bool:
    """Whether a source may hold many articles, told from its beginning; False where that cannot be read.

    A few kilobytes hold no many, whatever their format.
    """
    if source.fetch is not None:
        return False
    try:
        stream = source.open()
    except ReadError:
        return False
    try:
        head = _head(stream, source.path)
        name = reader_for(head, source.path)
        long = name in (*_MANY, "json", "jsonl", "ninjs") and len(head) >= _PEEK
        return long or name in _ARCHIVES or name in _ISSUES
    except (ReadError, *STREAM_ERRORS):
        return False
    finally:
        source.close(stream)


def read_source(
    source: Source,
    *,
    given: Given = NOTHING,
    reader: str | None = None,
    on_other: Callable[[str], object] = lambda _: None,
) -> Iterator[Article | ReadError]:
    """Read a source that ``find`` gave; an error stands in the place of the article that could not be read.

    Args:
        source: what to read.
        given: metadata that beats what is found.
        reader: name of the reader, where the content should not decide.
        on_other: called for each record of a web archive that holds no page, and each part of a newspaper that is no
            article, with what it is: ``pictures``.

    Raises:
        UsageError: where ``reader`` is no reader's name.
    """
    _check(reader)
    if source.fetch is not None:
        yield from _fetch(source.fetch, given, reader)
        return
    try:
        stream = source.open()
    except ReadError as error:
        yield error
        return
    try:
        name = reader or reader_for(_head(stream, source.path), source.path)
        if name in _ARCHIVES:
            # Its records are compressed one by one, and found again behind a damaged one by how they begin.
            source.close(stream)
            stream = source.open(packed=True)
            yield from _archived(name, stream, source.path, given, on_other)
        elif name == "jsonl":
            yield from _json_lines(stream, source.path, given)
        elif name == "zip":
            yield from _issues(_zipped(stream), source.path, given, on_other)
        elif name == "mets" and source.data is None and source.path != STDIN:
            data = within_limit(stream.read(MAX_BYTES + 1), source.path)
            found = _loaded("mets", "articles")(data, _loaded("page_files", "beside")(source.path))
            yield from _issues(found, source.path, given, on_other)
        else:
            data = within_limit(stream.read(MAX_BYTES + 1), source.path)
            yield from read_bytes(data, path=source.path, given=given, reader=name)
    except ReadError as error:
        yield _at(error, source.path)
    except STREAM_ERRORS as error:
        yield cannot_read(source.path, error)
    finally:
        source.close(stream)


def _head(stream: BufferedReader, path: str) -> bytes:
    """The beginning of a file; nothing of a web archive, which its name tells and whose beginning may be damaged."""
    return b"" if is_web_archive(path) else stream.peek(_PEEK)[:_PEEK]


def read_bytes(
    data: bytes,
    *,
    path: str | None = None,
    given: Given = NOTHING,
    reader: str | None = None,
    charset: str | None = None,
) -> Iterator[Article | ReadError]:
    """Read the bytes of one file; an error stands in the place of the article that could not be read.

    Args:
        data: all the bytes.
        path: where they came from; its ending helps to tell the format, and errors name it.
        given: metadata that beats what is found.
        reader: name of the reader, where the content should not decide.
        charset: the encoding that was named beside them, as by a server; None where none was.

    Raises:
        UsageError: where ``reader`` is no reader's name.
    """
    _check(reader)
    try:
        name = reader or reader_for(data, path)
        whole = data if name in ("jsonl", "zip") or name in _ARCHIVES else within_limit(data, path)
        yield from _articles(name, whole, path, given, None, charset)
    except ReadError as error:
        yield _at(error, path)


def read_fetched(
    fetched: Fetched, *, given: Given = NOTHING, reader: str | None = None
) -> Iterator[Article | ReadError]:
    """Read what an address delivered, by the reader that its type and its bytes tell.

    The article keeps the address, as ``url`` and as ``path``, and in ``meta`` the day it was fetched on.

    Args:
        fetched: what came.
        given: metadata that beats what is found.
        reader: name of the reader, where neither type nor content should decide.

    Raises:
        UsageError: where ``reader`` is no reader's name.
    """
    _check(reader)
    try:
        name = reader or reader_for(fetched.data, urlsplit(fetched.address).path, fetched.media_type)
        yield from _articles(name, fetched.data, fetched.asked, given, fetched, fetched.charset)
    except ReadError as error:
        yield _at(error, fetched.asked)


def _fetch(fetch: Callable[[], Fetched], given: Given, reader: str | None) -> Iterator[Article | ReadError]:
    try:
        fetched = fetch()
    except ReadError as error:
        yield error
        return
    yield from read_fetched(fetched, given=given, reader=reader)


def _articles(
    name: str, data: bytes, path: str | None, given: Given, fetched: Fetched | None, charset: str | None
) -> Iterator[Article | ReadError]:
    try:
        yield from _read_by(name, data, path, given, fetched, charset)
    except (RecursionError, MemoryError) as error:  # of a library, at what was made to be too much for it
        raise _too_much(error) from error


def _too_much(error: RecursionError | MemoryError) -> ReadError:
    what = "it needs more memory than there is" if isinstance(error, MemoryError) else "it is nested too deeply"
    return ReadError(what, next_step="Save its text as a .txt file and read that.", code="huge")


def _read_by(
    name: str, data: bytes, path: str | None, given: Given, fetched: Fetched | None, charset: str | None
) -> Iterator[Article | ReadError]:
    if name == "jsonl":
        yield from _json_lines(io.BytesIO(data), path, given, fetched)
    elif name in _ARCHIVES:
        yield from _archived(name, io.BytesIO(data), path, given, lambda _: None)
    elif name in _ISSUES:
        alone = _loaded("mets", "articles")
        found = _zipped(io.BytesIO(data)) if name == "zip" else alone(data, _loaded("page_files", "not_at_hand"))
        yield from _issues(found, path, given, lambda _: None)
    elif name in _MANY:
        yield from _each(name, data, path, given, fetched, charset)
    elif name in ("json", "ninjs"):
        for at, item in enumerate(jsonl.items(data), 1):
            yield _json_article(item, f"{path or STDIN}:{at}", given, fetched)
    else:
        draft = _draft(name, data, path, given, charset)
        yield _assembled(draft, data, path, given, fetched)


def _archived(
    name: str, stream: BinaryIO, path: str | None, given: Given, on_other: Callable[[str], object]
) -> Iterator[Article | ReadError]:
    """The pages of a web archive, each read like one that was fetched; the archive is never whole in memory."""
    given = dataclasses.replace(given, id=None)
    found: Fetched | str | ReadError
    for found in _loaded(*_ARCHIVES[name])(stream, path or STDIN):
        if isinstance(found, Fetched):
            yield from read_fetched(found, given=given)
        elif isinstance(found, str):
            on_other(found)
        else:
            yield found


def _zipped(stream: BinaryIO) -> Iterator[bytes | str | ReadError]:
    """The parts of all issues in a zip, as ``mets.articles`` gives them."""
    for name, data, fetch in _loaded("page_files", "issues_in")(stream):
        try:
            yield from _loaded("mets", "articles")(data, fetch)
        except (ReadError, RecursionError, MemoryError) as error:
            why = error if isinstance(error, ReadError) else _too_much(error)
            yield ReadError(f"{name}: {why.what}", next_step=why.next_step, code=why.code)


def _issues(
    found: Iterator[bytes | str | ReadError], path: str | None, given: Given, on_other: Callable[[str], object]
) -> Iterator[Article | ReadError]:
    """The articles of an issue of a newspaper, each from bytes of its own, numbered in its order."""
    number = 0
    for part in found:
        if isinstance(part, str):
            on_other(part)
            continue
        number += 1
        where, own = _one_of_many(path, number, given)
        try:
            bare = _sound(part)
            yield _assembled(_draft("mets", bare, path, given, None), bare, where, own, None, of_many=True)
        except ReadError as error:
            yield _at(error, where)
        except (RecursionError, MemoryError) as error:
            yield _at(_too_much(error), where)
    if not number:
        raise ReadError("it holds no article", next_step="Check that it was saved whole.", code="empty")


def _each(
    name: str, data: bytes, path: str | None, given: Given, fetched: Fetched | None, charset: str | None
) -> Iterator[Article | ReadError]:
    """The articles of a file that may hold several, each from bytes of its own that its reader can read again."""
    parts: Iterator[bytes | ReadError] = _loaded(*_MANY[name])(data, charset)
    begin = list(itertools.islice(parts, 2))
    if not begin:
        raise ReadError("it holds no article", next_step="Check that it was saved whole.", code="empty")
    for at, part in enumerate(itertools.chain(begin, parts), 1):
        where, own = (path, given) if len(begin) == 1 else _one_of_many(path, at, given)
        try:
            bare = _sound(part)
            draft = _draft(name, bare, path, given, charset)
            yield _assembled(draft, bare, where, own, fetched, of_many=True)
        except ReadError as error:
            yield _at(error, where)
        except (RecursionError, MemoryError) as error:
            yield _at(_too_much(error), where)


def _assembled(
    draft: Draft, data: bytes, where: str | None, given: Given, fetched: Fetched | None, *, of_many: bool = False
) -> Article:
    if fetched is not None:
        draft = delivered(draft, fetched, of_many=of_many)
    return assemble(draft, data, path=where, given=given)


def _sound(part: bytes | ReadError) -> bytes:
    if isinstance(part, ReadError):
        raise part
    return part


def _one_of_many(path: str | None, number: int, given: Given) -> tuple[str, Given]:
    # One identifier given for many articles would make them one.
    return f"{path or STDIN}:{number}", dataclasses.replace(given, id=None)


def _loaded(module: str, function: str) -> Callable[..., Any]:
    # Each reader is imported where it is first needed: `onrecord search` should not wait for a PDF library.
    found: Callable[..., Any] = getattr(importlib.import_module(f".{module}", __package__), function)
    return found


def _draft(name: str, data: bytes, path: str | None, given: Given, charset: str | None) -> Draft:
    if name in _BYTES_ALONE:
        draft: Draft = _loaded(*_BYTES_ALONE[name])(data)
        return draft
    if name == "html":
        from .html import read_html

        return read_html(data, url=given.url, charset=charset)
    if name == "subtitles":
        from .subtitles import read_subtitles

        return read_subtitles(data, path=path, charset=charset)
    return read_plain(data, path=path, reader=name, charset=charset)


def _json_lines(
    stream: BinaryIO, path: str | None, given: Given, fetched: Fetched | None = None
) -> Iterator[Article | ReadError]:
    for number, line in jsonl.lines(stream, MAX_BYTES):
        where = f"{path or STDIN}:{number}"
        if line is None:
            yield too_large(where)
        else:
            yield _json_article(line, where, given, fetched)


def _json_article(data: bytes, where: str, given: Given, fetched: Fetched | None) -> Article | ReadError:
    given = dataclasses.replace(given, id=None)
    try:
        value = jsonl.parse(data)
        draft = draft_of_ninjs(value) if is_ninjs(value) else jsonl.draft_of(value)
        return _assembled(draft, data, where, given, fetched, of_many=True)
    except ReadError as error:
        return _at(error, where)
    except (RecursionError, MemoryError) as error:
        return _at(_too_much(error), where)


def _at(error: ReadError, path: str | None) -> ReadError:
    return error if error.where else error.at(path)


def _check(reader: str | None) -> None:
    if reader is not None and reader not in READERS:
        raise UsageError(
            f'"{reader}" is no reader', where="reader", next_step=f"The readers are: {', '.join(READERS)}."
        )
