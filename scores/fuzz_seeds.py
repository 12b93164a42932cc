"""What the fuzzer begins with: the examples, and a small file of each format that has none there."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from onrecord.reading import READERS

_EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
_READERS = {".md": "markdown", ".txt": "plain", ".html": "html", ".pdf": "pdf", ".jsonl": "jsonl"}
_SAID = "“We will not be hurried,” said Lena Hartwell, the mayor, on Monday, 4 May 2020. Q: Why? A: It is cold."
_KINDS = "http://schemas.openxmlformats.org/"

Seed = tuple[str, bytes]
"""The name of a reader, and the bytes of a file."""

_ALTO = (
    '<alto><Layout><Page><TextBlock ID="b"><TextLine><String CONTENT="We" WC="0.9"/><SP/><String CONTENT="wait"/>'
    "</TextLine></TextBlock></Page></Layout></alto>"
)
_METS = (
    '<mets><dmdSec ID="d"><mods><titleInfo><title>B</title></titleInfo><originInfo><dateIssued>1918-12-17</dateIssued>'
    '</originInfo></mods></dmdSec><fileSec><file ID="f" MIMETYPE="text/xml">{place}</file></fileSec><structMap>'
    '<div TYPE="ISSUE" DMDID="d"><div TYPE="ARTICLE"><fptr><area FILEID="f" BEGIN="b"/></fptr></div></div></structMap>'
    "</mets>"
)


def seeds() -> list[Seed]:
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
        "alto": _ALTO,
        "mets": _METS.format(place=f"<FContent><xmlData>{_ALTO}</xmlData></FContent>"),
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
    packed = gzip.compress(warc.encode(), mtime=0)
    told += [("epub", _epub(page)), ("docx", _docx()), ("spreadsheet", _xlsx()), ("opendocument", _ods())]
    told.append(("zip", _zip({"mets.xml": _METS.format(place='<FLocat href="1.xml"/>'), "1.xml": _ALTO})))
    return [*told, ("warc", packed), ("wacz", _wacz({"archive/a.warc.gz": packed, "archive/b.warc": warc.encode()}))]


def _epub(page: str) -> bytes:
    package = (
        "<package><metadata><title>A</title></metadata><manifest><item id='a' href='a.xhtml' "
        "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
    )
    container = "<container><rootfile full-path='a.opf'/></container>"
    return _zip({"META-INF/container.xml": container, "a.opf": package, "a.xhtml": page})


def _docx() -> bytes:
    body = f"<w:body><w:p><w:r><w:t>{_SAID}</w:t></w:r></w:p></w:body>"
    document = f'<w:document xmlns:w="{_KINDS}wordprocessingml/2006/main">{body}</w:document>'
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{_KINDS}package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_KINDS}package/2006/relationships"/>',
            "word/document.xml": document,
        }
    )


def _xlsx() -> bytes:
    main, related = f"{_KINDS}spreadsheetml/2006/main", f"{_KINDS}officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{name}+xml"/>'
        for part, name in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    rows += '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>43955</v></c></row>'
    rows += f'<row r="3"><c r="A3" t="inlineStr"><is><t>{_SAID}</t></is></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    strings = "".join(f"<si><t>{text}</t></si>" for text in ("text", "date", _SAID))
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{_KINDS}package/2006/content-types">{types}</Types>',
            "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _related(
                "worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml"
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def _related(*pairs: str) -> str:
    """Relationships of an office document, of kinds and targets by turns."""
    one = f'<Relationship Id="r{{}}" Type="{_KINDS}officeDocument/2006/relationships/{{}}" Target="{{}}"/>'
    each = "".join(one.format(at // 2, pairs[at], pairs[at + 1]) for at in range(0, len(pairs), 2))
    return f'<Relationships xmlns="{_KINDS}package/2006/relationships">{each}</Relationships>'


def _ods() -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{names}:{name}:1.0"' for name in ("office", "table", "text"))
    rows = "".join(
        f"<table:table-row><table:table-cell {many}><text:p>{cell}</text:p></table:table-cell></table:table-row>"
        for cell, many in (("text", ""), (_SAID, 'table:number-columns-repeated="1"'))
    )
    table = f'<table:table table:name="A">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return _zip(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        }
    )


def _wacz(archives: Mapping[str, str | bytes]) -> bytes:
    return _zip({"datapackage.json": "{}", **archives})


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:  # stored, so that damage falls on what is inside
        for name, part in parts.items():
            whole.writestr(name, part)
    return made.getvalue()
