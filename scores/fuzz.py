"""Throws damaged files at every reader and at the extractor, each in a process of its own with limits, and keeps what
they do not stand.

    python -m scores.fuzz --minutes 10 [--seed 1] [--out scores/work/fuzz]
    python -m scores.fuzz --repeat scores/work/fuzz/crash-nitf-1f0c9a2b3d4e5f60

Inputs are the examples and small files of the other formats, cut, spliced, doubled, and with signs put in that readers
trip over. An input stands when it ends within the limits, as articles whose spans hold or as errors that say where.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.extraction import load_model
from onrecord.ingest.pipeline import Extracts, extract_article
from onrecord.reading import READERS, read_bytes

_SECONDS = 20  # of CPU for one input of at most _LARGEST bytes
_MEMORY = 3 << 30
_LARGEST = 200_000
_MOST_LETTERS = 20_000  # of an article that is extracted too
_EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
_READERS = {".md": "markdown", ".txt": "plain", ".html": "html", ".pdf": "pdf", ".jsonl": "jsonl"}
_SAID = "“We will not be hurried,” said Lena Hartwell, the mayor, on Monday, 4 May 2020. Q: Why? A: It is cold."
_SIGNS = (
    *(b"<", b">", b"&", b"&#0;", b"&#xD800;", b"<!--", b"]]>", b"<![CDATA[", b'"', b"'", b"\x00", b"\xff", b"\xff\xfe"),
    *(
        b"\r",
        b"\n\n",
        b"\t",
        b" ",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b";",
        b"\\",
        b"\\ud800",
        b"-1",
        b"99999999999",
        b".",
    ),
    *("“".encode(), "\u202e".encode(), "a\u0301".encode(), "😀".encode(), b"--", b"%", b"PK\x03\x04", b"A: ", b"said "),
)

_Seed = tuple[str, bytes]


def main() -> None:
    """Run for some minutes, or repeat one input."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--minutes", type=float, default=5)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--out", type=Path, default=Path(__file__).parent / "work" / "fuzz")
    made.add_argument("--repeat", type=Path, help="a file that a run left: read it again, without limits")
    wanted = made.parse_args()
    model = load_model()
    if wanted.repeat:
        _stands(wanted.repeat.name.split("-")[1], wanted.repeat.read_bytes(), model)
        print("it stands")
        return
    wanted.out.mkdir(parents=True, exist_ok=True)
    sys.exit(1 if _run(wanted, model) else 0)


def _run(wanted: argparse.Namespace, model: Extracts) -> int:
    chance, seeds, told, faults = random.Random(wanted.seed), _seeds(), Counter[str](), 0
    end = time.monotonic() + 60 * wanted.minutes
    while time.monotonic() < end:
        reader, data = chance.choice(seeds)
        if chance.random() < 0.1:  # another reader's file, as a wrong name makes it
            reader = chance.choice(READERS)
        data = _damaged(data, chance)
        told[reader] += 1
        if what := _trouble(reader, data, model):
            faults += 1
            kept = wanted.out / f"{what}-{reader}-{hashlib.sha256(data).hexdigest()[:16]}"
            kept.write_bytes(data)
            print(f"{what}: python -m scores.fuzz --repeat {kept}", flush=True)
    print(f"{told.total():,} inputs of {len(told)} readers, {faults} that did not stand")
    return faults


def _trouble(reader: str, data: bytes, model: Extracts) -> str | None:
    """What an input did to the process that read it: ``crash``, ``time``, or nothing."""
    child = os.fork()
    if child == 0:
        status = 0
        try:
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
            _stands(reader, data, model)
        except BaseException:  # whatever it is, it is what is sought
            traceback.print_exc()
            status = 1
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        return "time" if os.WTERMSIG(ended) in (signal.SIGXCPU, signal.SIGKILL) else "crash"
    return "crash" if os.WEXITSTATUS(ended) else None


def _stands(reader: str, data: bytes, model: Extracts) -> None:
    """Read and extract; raises where something but an error of ours comes, or a span does not hold."""
    for item in read_bytes(data, path="input", reader=reader):
        if isinstance(item, ReadError):
            assert item.what
            assert item.where
            continue
        _holds(item)
        if len(item.text) <= _MOST_LETTERS:
            for statement in extract_article(item, model).statements:
                field = item.text if statement.field == "text" else item.title or ""
                for span in (*statement.content, *statement.source, *statement.cue):
                    assert 0 <= span.start < span.end <= len(field)


def _holds(article: Article) -> None:
    article.text.encode("utf-8")
    for repair in article.repairs:
        assert article.text[repair.at : repair.at + len(repair.after)] == repair.after
    assert all(turn.speech.end <= len(article.text) for turn in article.turns)
    assert all(warning.span is None or warning.span.end <= len(article.text) for warning in article.warnings)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 8, 16))):
        data = chance.choice(_WAYS)(data, chance)[:_LARGEST]
    return data


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((0, 1, 1, 2, 5, 20, 100, 1000)))


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _put(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice(_SIGNS) * chance.choice((1, 1, 1, 2, 5, 300, 5000)) + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 10, 500)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    (start, end), (to, _) = _place(data, chance), _place(data, chance)
    return data[:to] + data[start:end] + data[to:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _put, _double, _move, _flip)


def _seeds() -> list[_Seed]:
    """The examples, and a small file of each format that has none there."""
    told = [
        (_READERS[path.suffix], path.read_bytes()) for path in sorted(_EXAMPLES.iterdir()) if path.suffix in _READERS
    ]
    page = f"<html><head><title>A</title></head><body><p>{_SAID}</p></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://news.example/a\r\n"
        "WARC-Date: 2021-01-17T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http.encode())}\r\n\r\n{http}\r\n\r\n"
    )
    texts = {
        "nitf": f"<nitf><head><title>A</title></head><body><body.content><p>{_SAID}</p></body.content></body></nitf>",
        "newsml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><contentSet><inlineXML contenttype='
        f'"application/xhtml+xml"><html><body><p>{_SAID}</p></body></html></inlineXML></contentSet></newsItem>',
        "ninjs": f'{{"uri": "a", "type": "text", "headline": "A", "body_html": "<p>{_SAID}</p>"}}',
        "alto": '<alto><Layout><Page><TextBlock><TextLine><String CONTENT="We" WC="0.9"/><SP/><String CONTENT="wait"/>'
        "</TextLine></TextBlock></Page></Layout></alto>",
        "hocr": '<html><div class="ocr_page"><p class="ocr_par"><span class="ocr_line"><span class="ocrx_word" title='
        '"x_wconf 90">Wait</span></span></p></div></html>',
        "mail": f"From: A <a@b.example>\nSubject: B\nDate: Mon, 4 May 2020 10:00:00 +0200\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n{_SAID}\n--x--\n",
        "table": f'text,date,title\n"{_SAID}",2020-05-04,B\n',
        "json": f'[{{"text": "{_SAID}"}}, {{"text": "{_SAID}", "published": "2020-05-04"}}]',
        "subtitles": f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>{_SAID}\n\n2\n00:03.000 --> 00:04.000\nBEN: No.\n",
        "transcript": f"ANN MOOR: {_SAID}\n\nBEN GALE: No.\n\nANN MOOR: {_SAID}\n",
        "nexis": "1 of 1 DOCUMENTS\n\nThe Post\n\nMay 4, 2020\n\nTitle\n\nLENGTH: 20 words\n\n"
        f"BODY:\n\n{_SAID}\n\nLOAD-DATE: May 4\n",
        "factiva": f"HD\nTitle\nWC\n20 words\nPD\n4 May 2020\nSN\nThe Post\nLA\nEnglish\nLP\n{_SAID}\nTD\n{_SAID}\n",
        "proquest": f"{'_' * 60}\n\nDocument 1 of 1\n\nTitle: B\n\nAuthor: A\n\n"
        f"Full text: {_SAID}\n\nPublication title: P\n\n{'_' * 60}\n",
        "warc": warc,
    }
    told += [(reader, text.encode()) for reader, text in texts.items() if reader in READERS]
    return [*told, ("epub", _epub(page)), ("docx", _docx())]


def _epub(page: str) -> bytes:
    package = (
        "<package><metadata><title>A</title></metadata><manifest><item id='a' href='a.xhtml' "
        "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
    )
    container = "<container><rootfile full-path='a.opf'/></container>"
    return _zip({"META-INF/container.xml": container, "a.opf": package, "a.xhtml": page})


def _docx() -> bytes:
    kinds = "http://schemas.openxmlformats.org/"
    body = f"<w:body><w:p><w:r><w:t>{_SAID}</w:t></w:r></w:p></w:body>"
    document = f'<w:document xmlns:w="{kinds}wordprocessingml/2006/main">{body}</w:document>'
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{kinds}package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{kinds}package/2006/relationships"/>',
            "word/document.xml": document,
        }
    )


def _zip(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:  # stored, so that damage falls on what is inside
        for name, part in parts.items():
            whole.writestr(name, part)
    return made.getvalue()


if __name__ == "__main__":
    main()
