"""Issues of digitised newspapers: METS with ALTO. One article a part, each readable again from what is kept of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
import scans
from zips import packed

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import Source, find, mets_parts, read_bytes, read_source

DOCWORKS = {"i_mets.xml": scans.DOCWORKS, **scans.PAGES}
LINKED = {"i_mets.xml": scans.LINKED, "0001.xml": scans.LINKED_PAGE}
PAPER = {"1912050201.xml": scans.PAPER} | {
    f"000{n}.xml": scans.alto({"B": [f"Page {n} has words."]}, number=n) for n in (1, 2)
}


def laid(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def everything(folder: Path, others: Counter[str] | None = None) -> list[Article | ReadError]:
    told = Counter() if others is None else others
    return [
        item
        for source in find([str(folder)])
        for item in read_source(source, on_other=lambda what: told.update([what]))
    ]


def articles(folder: Path) -> list[Article]:
    found = everything(folder)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def test_an_article_goes_over_its_blocks_and_pages_in_reading_order(tmp_path: Path) -> None:
    first, second = articles(laid(tmp_path, DOCWORKS))
    assert first.text == (
        "The ferry stays in port, the mayor said, “for we will not be hurried.” The fishermen waited on the quay.\n\n"
        "A second paragraph came after it."
    )
    assert second.text == "Roses were shown on Monday by the garden society in the hall."
    assert [r.kind for r in first.repairs] == ["hyphen"]
    assert first.path == str(tmp_path / "i_mets.xml:1")


def test_what_the_library_says_becomes_the_article_s_head(tmp_path: Path) -> None:
    first, second = articles(laid(tmp_path, DOCWORKS))
    assert (first.title, first.byline, first.outlet) == ("No Ferry before Spring", "Ana Reyes", "The Tarle Messenger")
    assert (first.published, first.language, first.id) == ("1918-12-17", "en", first.sha256[:16])
    told = {name: first.meta[name] for name in ("volume", "issue", "identifier", "page")}
    assert told == {"volume": "XII", "issue": "7077", "identifier": "T-7", "page": "9, 10"}
    assert (second.title, second.meta["section"], second.meta["page"]) == ("A SHOW OF ROSES", "Gardens", "10")


def test_how_sure_the_machine_was_is_kept(tmp_path: Path) -> None:
    first, second = articles(laid(tmp_path, DOCWORKS))
    (warning,) = [w for w in first.warnings if w.code == "doubtful-word"]
    assert '"not" (20%)' in warning.message
    assert (first.meta["ocr_doubtful"], second.meta["ocr_confidence"]) == (1, 0.9)


def test_what_is_no_article_is_counted_by_what_it_is(tmp_path: Path) -> None:
    others: Counter[str] = Counter()
    everything(laid(tmp_path, DOCWORKS), others)
    assert others == {"advertisements": 1, "title sections": 1}


@pytest.mark.parametrize("files", [DOCWORKS, LINKED, PAPER, {"m.xml": scans.ZONES, "x.xml": scans.ZONES_PAGE}])
def test_what_is_kept_gives_the_same_article_again(tmp_path: Path, files: Mapping[str, str]) -> None:
    for article in articles(laid(tmp_path, files)):
        (again,) = read_bytes(article.raw, path=article.path, reader=article.reader)
        assert isinstance(again, Article)
        assert (again.text, again.title, again.published) == (article.text, article.title, article.published)
        assert (again.meta, again.warnings) == (article.meta, article.warnings)


def test_words_that_links_lead_to_are_parted_to_the_word(tmp_path: Path) -> None:
    others: Counter[str] = Counter()
    found = everything(laid(tmp_path, LINKED), others)
    assert {item.title: item.text for item in found if isinstance(item, Article)} == scans.LINKED_TEXTS
    assert all(item.outlet == "The Tarle Messenger." and item.published == "1824-02-17" for item in found)
    assert others == {"advertisements": 1}


def test_where_articles_are_not_told_apart_each_page_is_one(tmp_path: Path) -> None:
    first, second = articles(laid(tmp_path, PAPER))
    assert [first.text, second.text] == ["Page 1 has words.", "Page 2 has words."]
    assert (first.title, first.outlet, first.published) == (None, "The Tarle call", "1912-05-02")
    assert (first.meta["page"], second.meta["page"], first.meta["edition"]) == ("1", "2", "2")
    assert first.meta["identifier"] == "sn99"


def test_words_that_a_part_and_its_parts_name_come_once_in_the_order_of_the_parts(tmp_path: Path) -> None:
    others: Counter[str] = Counter()
    (found,) = everything(laid(tmp_path, {"m.xml": scans.ZONES, "x.xml": scans.ZONES_PAGE}), others)
    assert isinstance(found, Article)
    assert found.text == "Second.\n\nFirst?"
    assert others == {"advertisements": 1}, "its record says so"


def test_pages_that_a_mets_names_are_no_sources_of_their_own(tmp_path: Path) -> None:
    laid(tmp_path, DOCWORKS | {"other.xml": scans.alto({"B": ["Alone."]})})
    by_folder = [Path(source.path).name for source in find([str(tmp_path)])]
    assert by_folder == ["i_mets.xml", "other.xml"]
    by_name = find([str(tmp_path / name) for name in ("ALTO/0001.xml", "i_mets.xml")])
    assert [Path(source.path).name for source in by_name] == ["i_mets.xml"]
    by_pattern = find([str(tmp_path / "**" / "*.xml")])
    assert [Path(source.path).name for source in by_pattern] == by_folder
    page = str(tmp_path / "ALTO/0001.xml")
    assert [source.path for source in find([page])] == [page], "a page that is named alone is a page"


def test_two_mets_that_name_each_other_are_both_read(tmp_path: Path) -> None:
    one = scans.PAPER.replace("0001.xml", "b.xml")
    laid(tmp_path, {"a.xml": one, "b.xml": scans.PAPER, "0001.xml": scans.LINKED_PAGE, "0002.xml": scans.LINKED_PAGE})
    assert [Path(source.path).name for source in find([str(tmp_path)])] == ["a.xml", "b.xml"]


def test_a_page_that_is_lacking_costs_what_stands_on_it_alone(tmp_path: Path) -> None:
    laid(tmp_path, DOCWORKS)
    (tmp_path / "ALTO/0002.xml").unlink()
    first, second = everything(tmp_path)
    assert isinstance(first, Article)
    assert first.text == "The ferry stays in port, the mayor said, “for we will not be hurried.” The fish-"
    (warning,) = [w for w in first.warnings if w.code == "incomplete"]
    assert "2 parts could not be had: file://./ALTO/0002.xml" in warning.message
    assert isinstance(second, ReadError)
    assert (second.code, second.where) == ("incomplete", str(tmp_path / "i_mets.xml:2"))
    assert "ALTO/0002.xml" in second.what
    assert "onrecord add --retry" in (second.next_step or "")


@pytest.mark.parametrize("told", ["P2_B2", "no such"])
def test_a_block_that_is_not_there_is_told_and_what_stands_around_it_is_not_joined(tmp_path: Path, told: str) -> None:
    seq = scans.pointer(*(scans.area("A2", own) for own in ("P2_B1", told, "P2_B3")))
    whole = scans.mets(
        [scans.mods("i", day="1918-12-17")],
        scans.files({"A2": "ALTO/0002.xml"}),
        scans.logical(scans.div("ISSUE", scans.div("ARTICLE", scans.div("TEXT", seq)), DMDID="i")),
    )
    (found,) = everything(laid(tmp_path, {"m.xml": whole, "ALTO/0002.xml": scans.PAGES["ALTO/0002.xml"]}))
    assert isinstance(found, Article)
    lacking = [w for w in found.warnings if w.code == "incomplete"]
    assert found.text.count("\n\n") == bool(lacking) == (told == "no such")


def test_a_zip_is_read_where_it_lies_and_its_issues_are_numbered_on(tmp_path: Path) -> None:
    both = {f"{day}/{name}": text for day in ("17", "18") for name, text in DOCWORKS.items()}
    (tmp_path / "issues.zip").write_bytes(packed(both))
    (tmp_path / "other.zip").write_bytes(packed({"a.txt": "We will wait."}))
    skipped: list[str] = []
    (source,) = find([str(tmp_path)], on_skip=skipped.append)
    found = list(read_source(source))
    assert [item.path for item in found if isinstance(item, Article)] == [f"{source.path}:{n}" for n in (1, 2, 3, 4)]
    assert skipped == [str(tmp_path / "other.zip")]
    laid(tmp_path / "laid", DOCWORKS)
    assert found[0].raw == articles(tmp_path / "laid")[0].raw, "what is kept does not tell how it came"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed({"a.txt": "a"}), "empty"),
        (packed(DOCWORKS)[:-40], "broken"),
        (packed({"m.xml": "<mets/>"}), "no-text"),
    ],
)
def test_a_zip_without_an_issue_says_what_it_is(data: bytes, code: str) -> None:
    (error,) = read_bytes(data, path="a.zip")
    assert isinstance(error, ReadError)
    assert (error.code, bool(error.where), bool(error.next_step)) == (code, True, True)


@pytest.mark.parametrize("source", [Source("i_mets.xml", data=scans.DOCWORKS.encode())])
def test_a_mets_that_comes_alone_says_what_it_needs_and_opens_no_file(
    tmp_path: Path, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(laid(tmp_path, DOCWORKS))
    found = list(read_source(source))
    assert all(isinstance(item, ReadError) and item.code == "incomplete" for item in found)
    assert "did not come with the METS" in str(found[0])


@pytest.mark.parametrize(
    "name", ["../secret.xml", "/etc/secret.xml", "file:///etc/secret.xml", "ALTO/../../secret.xml"]
)
def test_a_mets_opens_nothing_outside_its_folder(tmp_path: Path, name: str) -> None:
    scan = scans.PAPER.replace("0001.xml", name).replace("0002.xml", name)
    laid(tmp_path, {"in/m.xml": scan, "secret.xml": scans.LINKED_PAGE})
    for item in everything(tmp_path / "in"):
        assert isinstance(item, ReadError)
        assert item.code == "incomplete"


@pytest.mark.parametrize("name", ["D:\\scan\\0001.xml", "https://library.example/x/0001.xml", "/mnt/a/0001.xml"])
def test_a_page_whose_name_leads_elsewhere_is_sought_beside_the_mets(tmp_path: Path, name: str) -> None:
    laid(tmp_path, PAPER | {"1912050201.xml": scans.PAPER.replace("0001.xml", name)})
    assert len(articles(tmp_path)) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<mets xmlns='http://www.loc.gov/METS/'/>", "no-text"),
        (scans.mets([], scans.files({}), ""), "no-text"),
        (scans.DOCWORKS[:-9], "xml"),
        (scans.mets([], scans.files({"a": "a.xml"}), scans.logical(scans.div("ADVERTISEMENT"))), "incomplete"),
        (scans.mets([], scans.files({"a": "a.xml"}), scans.logical(scans.div("ARTICLE"))), "no-text"),
    ],
)
def test_a_mets_without_words_says_so(tmp_path: Path, text: str, code: str) -> None:
    (error,) = everything(laid(tmp_path, {"m.xml": text}))
    assert isinstance(error, ReadError)
    assert (error.code, bool(error.next_step)) == (code, True)


def test_words_named_again_and_again_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mets_parts, "MOST_WORK", 2000)
    often = scans.div("ARTICLE", scans.div("TEXT", *(scans.pointer(scans.area("A", "P1")) for _ in range(500))))
    whole = scans.mets([], scans.files({"A": "a.xml"}), scans.logical(often * 50))
    found = everything(laid(tmp_path, {"m.xml": whole, "a.xml": scans.LINKED_PAGE}))
    assert isinstance(found[-1], ReadError)
    assert found[-1].code == "huge"
    assert len(found) < 10


@pytest.mark.parametrize("doctype", ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'])
def test_an_entity_is_put_in_neither_in_the_mets_nor_in_a_page(tmp_path: Path, doctype: str) -> None:
    page = scans.LINKED_PAGE.replace("<alto", f"{doctype}<alto").replace("STATE", "&a;STATE")
    for item in everything(laid(tmp_path, {"m.xml": scans.PAPER, "0001.xml": page})):
        assert isinstance(item, ReadError)
    whole = scans.PAPER.replace("<mets", f"{doctype}<mets").replace("<structMap>", "<structMap>&a;")
    (error,) = everything(laid(tmp_path, {"m.xml": whole}))
    assert isinstance(error, ReadError)
    assert error.code == "xml"
