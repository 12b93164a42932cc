"""Putting right, adding and checking in a real browser: by mouse, by keyboard, without scripts, looked over by axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shared_room
import web_record

import chromium
import quoting_model
from onrecord import extraction
from onrecord.record import Query, Record, open_record
from onrecord.web import create_app

pytestmark = chromium.needed


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Record]:
    """A record that these tests write, one after another, each at an article of its own."""
    folder = tmp_path_factory.mktemp("desk")
    web_record.build(folder / "onrecord.db").close()
    with pytest.MonkeyPatch.context() as patched, open_record(folder / "onrecord.db") as record:
        patched.setattr(extraction, "load_model", quoting_model.load)
        patched.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield record


@pytest.fixture(scope="module")
def address(own) -> Iterator[str]:
    with shared_room.listening(create_app(own)) as found:
        yield found


def statement(own: Record, article: str) -> str:
    return next(iter(own.article(article).statement_ids.values()))


def select(page, words: str) -> None:
    """Select words as with a mouse; they must stand in one run of text."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector(".body"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            document.dispatchEvent(new PointerEvent("pointerup"));
            return;
          }
          throw new Error(`${words} stands nowhere`);
        }""",
        words,
    )


@pytest.mark.parametrize("name", ["statement", "article", "person", "saying", "add", "check", "edits"])
def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(open_page, own, name):
    one = statement(own, "ledger")
    marrow = own.persons.named("Ilse Marrow").id
    path = {
        "statement": f"/correct/statements/{one}",
        "article": "/correct/articles/ledger",
        "person": f"/correct/people/{marrow}",
        "saying": f"/correct/sayings/{one}?q=the",
    }.get(name, f"/{name}")
    page = open_page(path, viewport={"width": 360, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    chromium.assert_readable(page)


def test_what_was_missed_is_selected_in_the_reading_view_and_added_where_it_stands(open_page, own):
    page = open_page("/articles/courier", viewport={"width": 1300, "height": 800})
    select(page, "Read on")
    page.get_by_role("link", name="Add as a statement").click()
    assert page.get_by_label("Words that were said").input_value() == "Read on"
    select(page, "spoke at the quay")
    page.get_by_role("button", name="That it was said").click()
    page.get_by_label("Speaker", exact=False).first.fill("Ilse Marrow")
    page.get_by_label("Why").fill("missed")
    page.get_by_label("Who decides").fill("Ada")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("is made, and holds on every page").wait_for()
    text = own.article("courier").extracted.article.text
    added = next(one for one in own.article("courier").extracted.statements if one.review)
    assert [span.of(text) for span in (*added.content, *added.cue)] == ["Read on", "spoke at the quay"]


def test_the_edges_of_what_was_said_are_moved_by_key_and_dragged(open_page, own):
    one = statement(own, "post")
    page = open_page(f"/correct/statements/{one}", viewport={"width": 1300, "height": 800})
    said = page.get_by_label("Words that were said")
    assert said.input_value() == "that taxes will rise by spring"
    page.get_by_role("button", name="End of what was said").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Beginning of what was said").focus()
    page.keyboard.press("ArrowRight")
    assert said.input_value() == "taxes will rise"
    handle = page.get_by_role("button", name="End of what was said")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] - 20, box["y"] + 8, steps=4)
    page.mouse.up()
    shorter = said.input_value()
    assert "taxes will ris".startswith(shorter)
    assert shorter == shorter.strip()
    page.get_by_label("Why").fill("cut too late")
    page.get_by_label("Who decides").fill("Ada")
    page.get_by_role("button", name="Save the change").click()
    page.get_by_text("is made, and holds on every page").wait_for()
    assert own.search(Query("taxes")).items[0].content == shorter


def test_without_scripts_a_speaker_is_put_right_and_taken_back_and_a_draft_checked(open_page, own):
    page = open_page("/articles/n7", java_script_enabled=False)
    page.get_by_role("link", name="put statement 1 right").click()
    page.get_by_label("Speaker", exact=False).first.fill("Ilse Marrow")
    page.get_by_label("Why").fill("her sister")
    page.get_by_label("Who decides").fill("Ada")
    page.get_by_role("button", name="Save the change").click()
    assert page.locator(".note .who").first.inner_text() == "Ilse Marrow"
    page.get_by_role("link", name="Look at it, or take it back").click()
    assert page.get_by_label("Who decides").input_value() == "Ada"
    page.get_by_label("Why").fill("it was he")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("link", name="the statement in its article").click()
    assert page.locator(".note .who").first.inner_text() == "Tom Okafor"
    page.get_by_role("link", name="Check a draft").click()
    page.get_by_label("Paste it").fill(f"Ilse Marrow said, “{web_record.WHOLE}”")
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("1 quotation: 1 verbatim").wait_for()


def test_a_pasted_article_is_added_and_read(open_page):
    page = open_page("/add")
    page.get_by_role("textbox", name="Text").fill(
        "The ferry\n\nAna Reyes said, “It will sail before the first day of May.”\n"
    )
    page.locator("form[aria-labelledby=by-paste]").get_by_role("button").click()
    page.get_by_role("link", name="Read it with its statements marked").click()
    assert page.locator(".body .content").inner_text() == "“It will sail before the first day of May.”"
