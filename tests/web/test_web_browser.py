"""The reading room in a real browser: by keyboard, without scripts, and looked over by axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shared_room
import web_record

import chromium
from onrecord.web import create_app

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

pytestmark = chromium.needed


@pytest.fixture(scope="module")
def address(record) -> Iterator[str]:
    """A reading room that listens."""
    with shared_room.listening(create_app(record)) as found:
        yield found


@pytest.fixture(scope="module")
def paths(marrow, statement_of) -> dict[str, str]:
    a, b = statement_of("ledger"), statement_of("mail")
    return {
        "home": "/",
        "articles": "/articles",
        "doubts": "/doubts",
        "feeds": "/feeds",
        "mistakes": "/mistakes",
        "search": "/search?q=harbour+form%3Aquoted",
        "people": "/people",
        "person": f"/people/{marrow}",
        "over-time": f"/people/{marrow}/over-time?q=the&a={a}&b={b}",
        "sayings": "/sayings",
        "saying": f"/sayings/{a}",
        "reading": "/articles/ledger",
        "api": "/api",
    }


NAMES = [
    "home",
    "articles",
    "doubts",
    "feeds",
    "mistakes",
    "search",
    "people",
    "person",
    "over-time",
    "sayings",
    "saying",
    "reading",
    "api",
]


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_in_light_and_in_dark_and_no_page_is_wider_than_a_phone(open_page, paths, name):
    page = open_page(paths[name], viewport={"width": 360, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    chromium.assert_readable(page)


def test_an_article_is_gone_through_by_key_and_each_statement_shown_as_a_whole(open_page, paths, statement_of):
    page = open_page(paths["reading"], viewport={"width": 1300, "height": 800})
    own = statement_of("ledger")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == own
    assert page.url.endswith(f"#{own}")
    assert page.locator(".content.on").inner_text().startswith("“The harbour")
    assert page.locator(".source.on").inner_text() == "she"
    assert page.locator(".rests").inner_text() == "Ilse Marrow"
    assert page.locator(".note.on").get_attribute("id") == f"about-{own}"
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#about-{own}")


def test_single_keys_can_be_turned_off(open_page, paths):
    page = open_page(paths["reading"])
    page.get_by_role("button", name="turn keys off").click()
    page.keyboard.press("j")
    assert page.locator(".on").count() == 0
    page.get_by_role("button", name="turn keys on").click()
    page.keyboard.press("j")
    assert page.locator(".note.on").count() == 1


def test_pointing_at_a_note_shows_its_words_in_the_text(open_page, paths):
    page = open_page(paths["reading"], viewport={"width": 1300, "height": 800})
    page.locator(".note").hover()
    assert page.locator(".cue.on").inner_text() == "said"
    page.mouse.move(0, 0)
    page.locator("h1").hover()
    assert page.locator(".on").count() == 0


def test_without_scripts_a_search_leads_to_the_words_and_on_to_the_saying(open_page, statement_of):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("speaker:marrow stone")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Title of ledger").click()
    assert page.url.endswith(f"/articles/ledger#{statement_of('ledger')}")
    page.get_by_role("link", name="compare and cite").click()
    page.get_by_text("1 saying, 2 reports").wait_for()
    page.get_by_role("heading", level=1).get_by_role("link").click()
    page.get_by_role("heading", name="Would not say").wait_for()


def test_a_subject_over_time_is_asked_from_the_person_and_two_are_compared(open_page, paths):
    page = open_page(paths["person"])
    page.get_by_role("searchbox", name="Subject").fill("that")
    page.get_by_role("button", name="This subject over time").click()
    page.get_by_role("searchbox", name="Subject").fill("the")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("radio", name="left 1").check()
    page.get_by_role("radio", name="right 2").check()
    page.get_by_role("button", name="side by side").click()
    page.get_by_role("heading", name="Side by side").wait_for()


def test_a_citation_is_copied(open_page, paths):
    page = open_page(paths["saying"], permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "In: " in page.evaluate("navigator.clipboard.readText()")


def test_on_paper_the_text_and_its_statements_stay_and_the_rest_goes(open_page, paths):
    page = open_page(paths["reading"])
    page.emulate_media(media="print")
    assert page.locator(".body").is_visible()
    assert page.locator(".note").is_visible()
    assert not page.get_by_role("navigation", name="Pages").is_visible()


def test_a_harmful_article_runs_nothing(open_page):
    page = open_page("/search?q=alert")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.locator(".hit .place a").first.click()
    assert "<script>alert('x')</script>" in page.locator("h1").inner_text()
    assert page.locator("h1 script, h1 img").count() == 0


def test_a_user_signs_in_by_keyboard_puts_a_statement_right_and_signs_out(browser, tmp_path):
    with (
        web_record.build(tmp_path / "shared.db") as own,
        shared_room.listening(create_app(own, accounts=shared_room.accounts(own))) as address,
    ):
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.set_default_timeout(60_000)
        page.goto(f"{address}/articles/ledger")
        assert axe.Axe().run(page).violations_count == 0
        page.get_by_label("Name").fill("Edda")
        page.get_by_label("Password").fill(shared_room.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/ledger")
        assert page.evaluate("document.cookie") == ""  # no script sees the session
        page.get_by_role("link", name="put statement 1 right").click()
        page.get_by_label("Why").fill("against the tape")
        page.get_by_role("button", name="It is right as it stands").click()
        page.get_by_text("Edit 1 is made").wait_for()
        assert [edit.who for edit in own.edits.every()] == ["Edda"]
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("heading", name="Sign in").wait_for()
        page.goto(f"{address}/articles/ledger")
        assert page.get_by_role("heading", name="Sign in").is_visible()
        page.close()
