"""Each reader once, with nothing installed but the package and what it declares.

    python scores/smoke_readers.py

The developers' packages bring libraries with them that a user does not have, so a reader may run here and fail there
(trafilatura 2 imports lxml_html_clean and does not declare it). Run this in an environment made by a plain
``pip install``. Exit status 1 where a reader fails, with its name.
"""

from __future__ import annotations

import io
import sys
import traceback
import zipfile

from onrecord.errors import ReadError
from onrecord.reading import read

WORDS = (
    "The council of Ostrava Bay voted on Tuesday to close the harbour for the winter, after three storms in as many "
    "weeks damaged the eastern pier beyond repair. Mayor Lena Hartwell said that there was no other way."
)


def pdf() -> bytes:
    """The smallest PDF that holds a line of text, with its table of places."""
    content = b"BT /F1 12 Tf 72 700 Td (The council voted on Tuesday.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + table
    return out + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def docx() -> bytes:
    """The smallest office document that holds a line of text."""
    word = "openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "
        f"PartName='/word/document.xml' ContentType='application/vnd.{word}.document.main+xml'/></Types>",
        "word/document.xml": "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:body><w:p><w:r><w:t>The council voted on Tuesday.</w:t></w:r></w:p></w:body></w:document>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return made.getvalue()


def epub() -> bytes:
    """The smallest EPUB that holds a line of text."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>",
        "a.opf": "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>",
        "a.xhtml": "<html><body><p>The council voted on Tuesday.</p></body></html>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return made.getvalue()


def spreadsheet() -> bytes:
    """The smallest spreadsheet that holds a row of an article."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = ("text", "The council voted on Tuesday.")
    rows = "".join(f"<row><c t='inlineStr'><is><t>{cell}</t></is></c></row>" for cell in cells)
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{package}/content-types'><Override PartName='/xl/workbook.xml' "
        f"ContentType='{kind}.sheet.main+xml'/></Types>",
        "xl/workbook.xml": f"<workbook xmlns='{main}' xmlns:r='{relations}'><sheets><sheet name='A' sheetId='1' "
        "r:id='a'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{package}/relationships'><Relationship Id='a' "
        f"Type='{relations}/worksheet' Target='a.xml'/></Relationships>",
        "xl/a.xml": f"<worksheet xmlns='{main}'><sheetData>{rows}</sheetData></worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return made.getvalue()


def opendocument() -> bytes:
    """The smallest .ods that holds a row of an article."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f"xmlns:{k}='urn:oasis:names:tc:opendocument:xmlns:{v}:1.0'" for k, v in names.items())
    cells = ("text", "The council voted on Tuesday.")
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell></table:table-row>"
        for cell in cells
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", f"<office:a {spaces}><table:table>{rows}</table:table></office:a>")
    return made.getvalue()


def wacz() -> bytes:
    """The smallest web archive that holds a page, in the zip that WACZ is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/a.warc", warc())
    return made.getvalue()


def warc() -> bytes:
    """The smallest web archive that holds a page."""
    page = f"<html><body><article><p>{WORDS}</p></article></body></html>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    length = f"Content-Type: application/http\r\nContent-Length: {len(answer)}"
    return f"{head}{length}\r\n\r\n{answer}\r\n\r\n".encode()


def samples() -> dict[str, bytes]:
    """For each reader, bytes that bring every library it uses into play."""
    broken = WORDS.replace("no other way", "no other way, said the cafÃ©")
    return {
        "plain": WORDS.encode().replace(b"Tuesday", b"Tuesday\x85 caf\xe9"),
        "markdown": f"# Harbour to close\n\nBy Mira Solis\n\n{broken}".encode(),
        "transcript": f"LENA HARTWELL: {WORDS}\n\nTOM ARKWRIGHT: No.".encode(),
        "html": f"<!DOCTYPE html><html><body><article><h1>Harbour</h1><p>{WORDS}</p></article></body></html>".encode(),
        "pdf": pdf(),
        "docx": docx(),
        "jsonl": b'{"text": "The council voted on Tuesday."}\n',
        "json": b'[{"text": "The council voted on Tuesday."}]',
        "nitf": b"<nitf><body><body.content><p>The council voted on Tuesday.</p></body.content></body></nitf>",
        "newsml": b"<newsItem><contentSet><inlineXML><p>They voted on Tuesday.</p></inlineXML></contentSet></newsItem>",
        "ninjs": b'{"uri": "urn:1", "body_text": "The council voted on Tuesday."}',
        "mail": b"Subject: Vote\n\nThe council voted on Tuesday.\n",
        "epub": epub(),
        "table": b"title,text\nVote,The council voted on Tuesday.\n",
        "nexis": b"  1 of 1 DOCUMENTS\n\n  Post\n\nLENGTH: 5 words\n\nThe council voted on Tuesday.\n",
        "factiva": b"HD\nVote\n\nLP\nThe council voted on Tuesday.\n\nAN\nDocument A\n",
        "proquest": b"Title: Vote\n\nFull text: The council voted on Tuesday.\n\nSubject: Votes\n",
        "alto": b"<alto><TextBlock><TextLine><String CONTENT='voted on Tuesday'/></TextLine></TextBlock></alto>",
        "mets": b"<mets><file ID='f' MIMETYPE='text/xml'><alto><TextBlock><TextLine>"
        b"<String CONTENT='voted on Tuesday'/></TextLine></TextBlock></alto></file></mets>",
        "hocr": b"<html><div class='ocr_page'><span class='ocrx_word'>voted on Tuesday</span></div></html>",
        "spreadsheet": spreadsheet(),
        "opendocument": opendocument(),
        "warc": warc(),
        "wacz": wacz(),
        "subtitles": b"1\n00:00:01,000 --> 00:00:02,000\nThe council voted on Tuesday.\n",
    }


def main() -> int:
    """Run every reader; say which fail."""
    failed = []
    for name, data in samples().items():
        try:
            (article,) = read(data, reader=name)
            assert "voted on Tuesday" in article.text.replace("\n", " "), article.text
            print(f"{name:12}ok")
        except Exception as error:
            if isinstance(error, ReadError) and error.code == "extra":
                print(f"{name:12}needs an extra: {error.next_step}")
                continue
            traceback.print_exc()
            failed.append(name)
            print(f"{name:12}FAILED")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
