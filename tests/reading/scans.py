"""Issues of a newspaper that never was, as libraries keep them: METS files and the ALTO pages that they name.

Written after the forms in use: Europeana Newspapers and Luxembourg (``docworks``), the British Library (``linked``),
the Library of Congress (``pages``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

METS = (
    'xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def alto(blocks: Mapping[str, list[str]], *, number: int = 1, sure: float = 0.9) -> str:
    """A page: of each block, its lines. A word that ends in ``?`` is one of which the machine was not sure."""
    inside = "".join(f'<TextBlock ID="{own}">{_lines(own, lines, sure)}</TextBlock>' for own, lines in blocks.items())
    space = 'xmlns="http://www.loc.gov/standards/alto/ns-v2#"'
    page = f'<Page ID="P{number}" PHYSICAL_IMG_NR="{number}"><PrintSpace>{inside}</PrintSpace></Page>'
    return f'<?xml version="1.0" encoding="UTF-8"?><alto {space}><Layout>{page}</Layout></alto>'


def _lines(own: str, lines: list[str], sure: float) -> str:
    made = []
    for at, line in enumerate(lines):
        words = "<SP/>".join(
            f'<String ID="{own}_{at}_{n}" CONTENT="{word.rstrip("?")}" WC="{0.2 if word.endswith("?") else sure}"/>'
            for n, word in enumerate(line.split())
        )
        made.append(f"<TextLine>{words}</TextLine>")
    return "".join(made)


def mods(own: str, *, title: str = "", day: str = "", more: str = "") -> str:
    info = f"<mods:titleInfo><mods:title>{title}</mods:title></mods:titleInfo>" if title else ""
    issued = f"<mods:originInfo><mods:dateIssued>{day}</mods:dateIssued></mods:originInfo>" if day else ""
    record = f"<mods:mods>{info}{issued}{more}</mods:mods>"
    return f'<dmdSec ID="{own}"><mdWrap MDTYPE="MODS"><xmlData>{record}</xmlData></mdWrap></dmdSec>'


def files(names: Mapping[str, str]) -> str:
    """The list of files, by ids; and a picture of each, as there always is."""
    texts = "".join(
        f'<file ID="{own}" MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href="{name}"/></file>'
        f'<file ID="img{own}" MIMETYPE="image/jp2"><FLocat LOCTYPE="URL" xlink:href="{name[:-3]}jp2"/></file>'
        for own, name in names.items()
    )
    return f"<fileSec><fileGrp>{texts}</fileGrp></fileSec>"


def area(file: str, begin: str, end: str = "") -> str:
    ends = f' END="{end}"' if end else ""
    return f'<area BETYPE="IDREF" FILEID="{file}" BEGIN="{begin}"{ends}/>'


def div(kind: str, *inside: str, **values: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in values.items())
    return f'<div TYPE="{kind}"{said}>{"".join(inside)}</div>'


def pointer(*areas: str) -> str:
    return f"<fptr>{areas[0]}</fptr>" if len(areas) == 1 else f"<fptr><seq>{''.join(areas)}</seq></fptr>"


def mets(sections: Iterable[str], listed: str, *maps: str, label: str = "") -> str:
    called = f' LABEL="{label}"' if label else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><mets {METS}{called}>{"".join(sections)}{listed}{"".join(maps)}</mets>'
    )


def logical(*inside: str) -> str:
    return f'<structMap TYPE="LOGICAL">{"".join(inside)}</structMap>'


PAGES = {
    "ALTO/0001.xml": alto(
        {
            "P1_T0": ["THE TARLE MESSENGER"],
            "P1_T1": ["NO FERRY BEFORE SPRING"],
            "P1_B1": ["The ferry stays in port, the mayor said, “for we will", "not? be hurried.” The fish-"],
            "P1_AD": ["Soap! Soap!"],
        }
    ),
    "ALTO/0002.xml": alto(
        {
            "P2_B1": ["ermen waited on the quay."],
            "P2_B2": ["A second paragraph came after it."],
            "P2_T2": ["A SHOW OF ROSES"],
            "P2_B3": ["Roses were shown on Monday by the garden society in the hall."],
        },
        number=2,
    ),
}
DOCWORKS = mets(
    [
        mods("PRINT", title="The Tarle Messenger"),
        mods(
            "ISSUE1",
            title="The Tarle Messenger",
            day="17.12.1918",
            more="<mods:identifier>T-7</mods:identifier><mods:part><mods:detail type='volume'><mods:number>XII"
            "</mods:number></mods:detail><mods:detail type='issue'><mods:number>7077</mods:number></mods:detail>"
            "</mods:part>",
        ),
        mods(
            "ART1",
            title="No Ferry before Spring",
            more="<mods:name><mods:namePart>Ana Reyes</mods:namePart></mods:name>"
            "<mods:language><mods:languageTerm type='code'>eng</mods:languageTerm></mods:language>",
        ),
    ],
    files({"A1": "file://./ALTO/0001.xml", "A2": "file://./ALTO/0002.xml"}),
    '<structMap TYPE="PHYSICAL">'
    + div(
        "Newspaper",
        *(
            div("PAGE", f'<fptr><par><area FILEID="imgA{n}"/><area FILEID="A{n}"/></par></fptr>', ORDERLABEL=f"{n + 8}")
            for n in (1, 2)
        ),
    )
    + "</structMap>",
    logical(
        div(
            "Newspaper",
            div(
                "ISSUE",
                div("TITLE_SECTION", div("HEADLINE", pointer(area("A1", "P1_T0")))),
                div(
                    "CONTENT",
                    div(
                        "ARTICLE",
                        div("HEADING", div("TITLE", pointer(area("A1", "P1_T1")))),
                        div(
                            "BODY",
                            div(
                                "BODY_CONTENT",
                                div("PARAGRAPH", div("TEXT", pointer(area("A2", "P2_B2"))), ORDER="2"),
                                div(
                                    "PARAGRAPH",
                                    div("TEXT", pointer(area("A1", "P1_B1"), area("A2", "P2_B1"))),
                                    ORDER="1",
                                ),
                            ),
                        ),
                        DMDID="ART1",
                    ),
                    div(
                        "SECTION",
                        div("ADVERTISEMENT", pointer(area("A1", "P1_AD"))),
                        div(
                            "ARTICLE",
                            div("HEADING", div("TITLE", pointer(area("A2", "P2_T2")))),
                            div("BODY", div("TEXT", pointer(area("A2", "P2_B3")))),
                        ),
                        LABEL="Gardens",
                    ),
                ),
                DMDID="ISSUE1",
            ),
            DMDID="PRINT",
        )
    ),
)


def _linked(article: str, *areas: str) -> str:
    places = "".join(f'<smLocatorLink xlink:href="#{own}" xlink:label="{own} there"/>' for own in areas)
    arcs = "".join(f'<smArcLink xlink:from="article" xlink:to="{own} there"/>' for own in areas)
    return f'<smLinkGrp><smLocatorLink xlink:href="#{article}" xlink:label="article"/>{places}{arcs}</smLinkGrp>'


LINKED = mets(
    [mods("ISSUE", title="The Tarle Messenger.", day="1824-02-17"), mods("m1"), mods("m2", title="ROSES.")],
    files({"a1": "0001.xml"}),
    logical(
        div(
            "ISSUE",
            div("ARTICLE", ID="art1", DMDID="m1"),
            div("ARTICLE", ID="art2", DMDID="m2"),
            div("ADVERT", ID="ad1"),
            DMDID="ISSUE",
        )
    ),
    '<structMap TYPE="PHYSICAL">'
    + div(
        "page",
        '<fptr FILEID="a1"/>',
        div("pagearea", pointer(area("a1", "H_0_0", "H_0_2")), ID="pa1", LABEL="Headline"),
        div("pagearea", pointer(area("a1", "B_0_0", "B_0_4")), ID="pa2", LABEL="Textblock"),
        div("pagearea", pointer(area("a1", "B_0_5", "B_1_3")), ID="pa3", LABEL="Textblock"),
        ORDER="1",
    )
    + "</structMap><structLink>"
    + _linked("art1", "pa1", "pa2")
    + _linked("art2", "pa3")
    + "</structLink>",
)
LINKED_PAGE = alto({"H": ["STATE OF PORTS"], "B": ["The ferry stays in port. Roses", "were shown on Monday."]})
LINKED_TEXTS = {"STATE OF PORTS": "The ferry stays in port.", "ROSES.": "Roses were shown on Monday."}

_PART = "<mods:part><mods:extent unit='pages'><mods:start>{}</mods:start></mods:extent></mods:part>"
_HOST = (
    "<mods:relatedItem type='host'><mods:identifier type='lccn'>sn99</mods:identifier><mods:part>"
    "<mods:detail type='edition'><mods:number>2</mods:number></mods:detail></mods:part></mods:relatedItem>"
)
PAPER = mets(
    [mods("issue", day="1912-05-02", more=_HOST), *(mods(f"p{n}", more=_PART.format(n)) for n in (1, 2))],
    files({"ocr1": "0001.xml", "ocr2": "0002.xml"}),
    "<structMap>"
    + div(
        "np:issue",
        *(div("np:page", f'<fptr FILEID="imgocr{n}"/><fptr FILEID="ocr{n}"/>', DMDID=f"p{n}") for n in (1, 2)),
        DMDID="issue",
    )
    + "</structMap>",
    label="The Tarle call, 1912-05-02",
)
"""Of pages alone, as the Library of Congress writes it."""

ZONES = mets(
    [
        mods("i", title="Tarle Argus", day="1945-09-13"),
        mods("a9", title="Ferry"),
        mods("a10", more="<mods:genre>Advertising</mods:genre>"),
    ],
    files({"x": "x.xml"}),
    logical(
        div(
            "issue",
            div(
                "article",
                div(
                    "article-part",
                    pointer(area("x", "ART9")),
                    div("article-zone", pointer(area("x", "Z2"))),
                    div("article-zone", pointer(area("x", "Z1"))),
                    ORDER="1",
                ),
                DMDID="a9",
            ),
            div("article", div("article-part", pointer(area("x", "Z3"))), DMDID="a10"),
            DMDID="i",
        )
    ),
)
"""Of parts that name what their own parts name again, as the National Library of Australia writes it."""

_ZONE = '<ComposedBlock ID="{}"><TextBlock><TextLine><String CONTENT="{}"/></TextLine></TextBlock></ComposedBlock>'
ZONES_PAGE = (
    '<alto><Layout><Page><ComposedBlock ID="ART9">'
    + _ZONE.format("Z1", "First?")
    + _ZONE.format("Z2", "Second.")
    + "</ComposedBlock>"
    + _ZONE.format("Z3", "Soap.")
    + "</Page></Layout></alto>"
)
