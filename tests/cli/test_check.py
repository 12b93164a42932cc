"""``onrecord check``, as a desk types it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

GOOD = "The new ferry will not sail before the spring of next year"
BODY = f"Ilse Marrow said, “{GOOD}.” The town was told to wait for a letter with the new timetable of the ferries.\n"


@pytest.fixture
def desk(onrecord, tmp_path, monkeypatch):
    """A folder of sources and a record of them; drafts lie beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "n1.txt").write_text(f"Harbour Post\n17 January 2021\n\n{BODY}", encoding="utf-8")
    assert onrecord("add", "news", "--outlet", "Harbour Post", "--url", "https://post.example/1").status == 0
    return onrecord


def write(folder, name, *quotes):
    text = "# A draft\n\n" + "".join(f"Ilse Marrow said, “{quote}.”\n\n" for quote in quotes)
    (folder / name).write_text(text, encoding="utf-8")
    return name


def lines(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_draft_whose_words_all_stand_in_the_record_passes(desk, tmp_path):
    ran = desk("check", write(tmp_path, "draft.md", GOOD))
    assert ran.status == 0
    assert "draft.md:3:19  verbatim" in ran.out
    assert "the print of Harbour Post" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("quote", "wording", "said"),
    [
        (GOOD.replace("ferry", "train"), "altered", "the draft has “train”, the source “ferry”"),
        ("A whale was seen beside the old lighthouse at noon", "not-found", "that does not mean that it was not said"),
        (GOOD.replace("not ", "... "), "altered", "takes out “not”, which may turn the meaning round"),
    ],
)
def test_a_draft_with_other_words_fails_and_says_where(desk, tmp_path, quote, wording, said):
    name = write(tmp_path, "draft.md", quote)
    ran = desk("check", name)
    assert ran.status == 1
    assert said in " ".join(ran.out.split())
    assert [one["wording"] for one in lines(desk("check", name, "--json"))] == [wording]


def test_json_is_one_line_a_quotation_in_the_drafts_order(desk, tmp_path):
    ran = desk(
        "check", write(tmp_path, "draft.md", "The ferry is gone and will never ever return to us", GOOD), "--json"
    )
    first, second = lines(ran)
    assert (first["wording"], first["line"], first["found_in"]) == ("not-found", 3, [])
    assert list(second)[:8] == [
        "wording",
        "speaker_agrees",
        "day_agrees",
        "quote",
        "line",
        "column",
        "speaker",
        "said_on",
    ]
    (place,) = second["found_in"]
    assert place["words"] == GOOD
    assert place["url"].startswith("https://post.example/1#:~:text=The%20new%20ferry")
    assert second["speaker_agrees"] == "yes"


def test_files_are_checked_against_without_a_record(onrecord, tmp_path):
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Nothing of it stands in this other text, which is short.\n", encoding="utf-8")
    name = write(tmp_path, "draft.md", GOOD)
    assert onrecord("check", name, "--against", "a.txt", "b.txt").status == 0
    assert onrecord("check", "--against", "b.txt", "--json", name).status == 1
    assert not (tmp_path / "onrecord.db").exists()


def test_annotations_name_file_line_and_column_on_one_line(desk, tmp_path):
    ran = desk("check", write(tmp_path, "draft.md", GOOD, GOOD.replace("ferry", "train")), "--github")
    (line,) = ran.out.splitlines()
    assert line.startswith("::warning file=draft.md,line=5,col=19,title=Quotation%3A differs::“The new train")


def test_that_a_transcript_has_other_words_than_print_is_told_by_every_face(desk, tmp_path):
    answer = GOOD.replace("ferry", "boat")
    turns = ("ANA HALE: Good evening to you all.", f"ILSE MARROW: {answer}.", "ANA HALE: Thank you very much.")
    (tmp_path / "talk.txt").write_text("\n\n".join(("Press conference\n17 January 2021", *turns)), encoding="utf-8")
    assert desk("add", "talk.txt").status == 0
    name = write(tmp_path, "draft.md", GOOD)
    ran = desk("check", name, "--html", "report.html")
    assert ran.status == 0
    shown = " ".join(ran.out.split())
    assert "draft.md:3:19 verbatim · the transcript differs" in shown
    assert "has it otherwise: the draft has “ferry”, the source “boat”" in shown
    assert "1 verbatim, 1 that a transcript has otherwise" in shown
    (line,) = desk("check", name, "--github").out.splitlines()
    assert line.startswith(
        "::warning file=draft.md,line=3,col=19,title=Quotation%3A verbatim%2C the transcript differs::"
    )
    (one,) = lines(desk("check", name, "--json"))
    assert one["wording"] == "verbatim"
    assert one["original"]["words"] == answer
    assert one["original"]["differences"] == [{"draft": "ferry", "source": "boat", "marked": False}]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<mark class="verbatim other">' in page
    assert "<h3>verbatim · the transcript differs</h3>" in page
    assert "<td><ins>boat</ins></td>" in page


def test_a_report_for_an_editor_is_a_page_that_fetches_nothing(desk, tmp_path):
    desk("check", write(tmp_path, "draft.md", GOOD.replace("ferry", "<script>")), "--html", "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page.replace("&lt;script", "")
    assert "default-src 'none'" in page
    assert 'class="ref" href="#q1-1"' in page
    assert 'id="q1-1"' in page


def test_an_office_document_is_read_as_its_final_view(desk, tmp_path):
    paragraph = (
        "<w:p><w:r><w:t xml:space='preserve'>Ilse Marrow said, “The new </w:t></w:r>"
        "<w:ins w:id='1' w:author='e'><w:r><w:t xml:space='preserve'>ferry </w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='e'><w:r><w:delText xml:space='preserve'>train </w:delText></w:r></w:del>"
        "<w:r><w:t>will not sail before the spring of next year.”</w:t></w:r></w:p>"
    )
    document = (
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        f"<w:body>{paragraph}</w:body></w:document>"
    )
    types = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "
        "PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml."
        "document.main+xml'/></Types>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("word/document.xml", document)
    (tmp_path / "draft.docx").write_bytes(made.getvalue())
    ran = desk("check", "draft.docx", "--json")
    assert [(one["wording"], one["quote"]) for one in lines(ran)] == [("verbatim", f"{GOOD}.")]
    (tmp_path / "broken.docx").write_bytes(made.getvalue()[:200])
    broken = desk("check", "broken.docx")
    assert broken.status == 1
    assert "broken.docx: it is not a whole .docx document. Open it in an office program" in broken.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "nothing to read was named"),
        (("draft.md", "--json", "--github"), "--json and --github exclude each other"),
        (("draft.md", "--against"), "requires an argument"),
        (("draft.md", "--published", "soon"), "is not a day of the calendar"),
    ],
)
def test_wrong_use_is_told_and_is_status_2(desk, tmp_path, args, said):
    write(tmp_path, "draft.md", GOOD)
    ran = desk("check", *args)
    assert ran.status == 2
    assert said in ran.err


def test_a_draft_that_is_not_there_fails_and_the_others_are_checked(desk, tmp_path):
    ran = desk("check", "none.md", write(tmp_path, "draft.md", GOOD))
    assert ran.status == 1
    assert "none.md: no such file or folder" in ran.err
    assert "verbatim" in ran.out
