"""The manual as HTML: of one version and saying which, with links that lead somewhere, readable by everybody."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

import chromium
from onrecord import __version__
from release import manual

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """The folder with the manual of this version and one that lay there before."""
    folder = tmp_path_factory.mktemp("docs")
    for older in ("0.0.9", "0.0.10", "notes"):
        (folder / older).mkdir()
        (folder / older / "index.html").write_text("<p>Older.</p>")
    manual.write(folder)
    return folder


@pytest.fixture(scope="module")
def pages(written) -> dict[str, html.HtmlElement]:
    return {path.name: html.parse(str(path)).getroot() for path in sorted((written / __version__).glob("*.html"))}


def test_every_page_of_the_manual_is_there(pages):
    assert {f"{path.stem}.html" for path in (ROOT / "docs").glob("*.md")} <= set(pages)
    assert {"index.html", "changes.html", "examples.html", "model.html"} <= set(pages)


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere(pages, written):
    places = {name: {*page.xpath("//@id")} for name, page in pages.items()}
    seen = 0
    for name, page in pages.items():
        for link in page.xpath("//a/@href"):
            path, _, anchor = unquote(link).partition("#")
            if "://" not in link:
                seen += 1
                assert not path or (written / __version__ / path).is_file(), f"{name}: {link}"
                assert not anchor or anchor in places[path or name], f"{name}: {link}"
        for source in page.xpath("//*[self::img or self::script or self::iframe]/@src | //link/@href"):
            assert (written / __version__ / source).is_file(), f"{name}: {source}"
    assert seen > 500


def test_each_page_says_which_version_it_describes(pages):
    for name, page in pages.items():
        assert f"describes version {__version__}" in page.xpath("string(//header)"), name
        assert page.xpath("string(//title)").endswith(f"· onrecord {__version__}")
        assert page.xpath("//header//a[@href='../index.html']"), name


@pytest.mark.parametrize(("section", "told"), [("- Something.\n\n", True), ("\n", False), (None, False)])
def test_what_has_changed_since_the_version_is_told(tmp_path, section, told):
    unreleased = "" if section is None else f"## Unreleased\n\n{section}"
    (tmp_path / "CHANGELOG.md").write_text(f"# Changes\n\n{unreleased}## 0.1.0\n\n- First.\n")
    assert ("changes.html#unreleased" in manual._about(tmp_path)) is told


def test_the_front_lists_the_versions_that_lie_there_the_newest_first(written):
    front = html.parse(str(written / "index.html")).getroot()
    assert front.xpath("//main//a/text()") == [f"onrecord {one}" for one in (__version__, "0.0.10", "0.0.9")]
    assert all((written / link).is_file() for link in front.xpath("//main//a/@href | //link/@href"))


def test_the_words_of_the_sources_are_in_the_pages(pages):
    (figure,) = pages["design.html"].xpath("//img")
    assert figure.get("alt").startswith("The parts of onrecord")
    assert "onrecord add [OPTIONS]" in pages["commands.html"].text_content()
    assert pages["tutorial.html"].xpath("string(//h1)").startswith("Tutorial")
    assert len(pages["security.html"].xpath("//table//tr")) > 10


def test_a_link_that_leads_nowhere_fails_and_is_named(tmp_path):
    for folder in ("docs", "examples", "training", "scores"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / ("one.md" if folder == "docs" else "README.md")).write_text("# A\n")
    card = tmp_path / "src/onrecord/extraction/weights/1"
    card.mkdir(parents=True)
    (card / "README.md").write_text("# Model\n")
    (tmp_path / "LICENSE").touch()
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## Unreleased\n\n## 1\n")
    (tmp_path / "README.md").write_text(
        "# A\n\n## B c\n\n[a](docs/one.md) [b](#b-c) [c](docs/one.md#d) [e](docs/two.md)\n"
    )
    with pytest.raises(SystemExit, match=r"nowhere:\n  README.md: docs/one.md#d\n  README.md: docs/two.md$"):
        manual.write(tmp_path / "made", tmp_path)


@chromium.needed
def test_it_can_be_read_by_everybody_on_a_phone_in_light_and_in_dark_from_the_disk(written):
    with chromium.started() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.set_default_timeout(60_000)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for name in (f"{__version__}/design.html", "index.html"):
            page.goto((written / name).as_uri())
            chromium.assert_readable(page)
    assert len(asked) >= 4
    assert all(url.startswith("file://") for url in asked)
