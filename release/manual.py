"""Writes the manual of this version as HTML that needs no network and no server.

    python -m release.manual dist/docs

README, docs/, the changes and the model's card become ``dist/docs/VERSION/``; ``dist/docs/index.html`` lists the
versions that lie there. Manuals of other versions in the same folder are left as they are.
"""

from __future__ import annotations

import argparse
import re
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from packaging.version import InvalidVersion, Version

from onrecord import __version__

ROOT = Path(__file__).parent.parent
_STYLE = Path(__file__).with_name("manual.css")
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · onrecord {version}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<a class="skip" href="#content">To the text</a>
<header><a class="home" href="{home}">onrecord</a> <span>{about}</span></header>
{nav}
<main id="content" tabindex="-1">
{body}
</main>
</body>
</html>
"""
_FRONT = """<h1>Manuals</h1>
<p>One for each version. <code>onrecord --version</code> says which is yours.</p>
<ul>
{}
</ul>"""
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class _Page:
    """One page: where it comes from in the tree, what it will be called, its title, its tokens."""

    source: str
    name: str
    title: str
    tokens: list[Token]


def main() -> None:
    """Write the manual of this version, and the list of versions."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("folder", type=Path)
    print(write(made.parse_args().folder))


def write(folder: Path, root: Path = ROOT) -> Path:
    """Write the manual; its front page.

    Args:
        folder: where the manuals of all versions lie.
        root: the source tree.

    Raises:
        SystemExit: where a link in it leads nowhere.
    """
    pages = _pages(root)
    target = folder / __version__
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(_STYLE, folder / _STYLE.name)
    for picture in (root / "docs").glob("*.svg"):
        shutil.copy(picture, target)
    shutil.copy(root / "LICENSE", target / "LICENSE.txt")
    _lead_on(pages, target)
    for page in pages:
        (target / page.name).write_text(_written(page, pages, _about(root)), encoding="utf-8")
    (folder / "index.html").write_text(_versions(folder), encoding="utf-8")
    return target / "index.html"


def _pages(root: Path) -> list[_Page]:
    """The front page, then the others in the order in which it leads to them, then those it does not lead to."""
    card = max((root / "src" / "onrecord" / "extraction" / "weights").glob("*/README.md"))
    named = {"README.md": "index.html", "CHANGELOG.md": "changes.html", "examples/README.md": "examples.html"}
    named |= {
        "training/README.md": "training.html",
        "scores/README.md": "scores.html",
        card.relative_to(root).as_posix(): "model.html",
    }
    named |= {f"docs/{path.name}": f"{path.stem}.html" for path in sorted((root / "docs").glob("*.md"))}
    pages = {source: _page(root, source, name) for source, name in named.items()}
    first = pages.pop("README.md")
    leads = [normpath(unquote(target.partition("#")[0])) for target in _targets(first.tokens)]
    place = {source: at for at, source in enumerate(leads)}  # the last place: the list of pages ends the front page
    return [first, *sorted(pages.values(), key=lambda page: place.get(page.source, len(leads)))]


def _page(root: Path, source: str, name: str) -> _Page:
    tokens = _MARKDOWN.parse((root / source).read_text(encoding="utf-8"))
    _name_headings(tokens)
    title = next(tokens[at + 1].content for at, token in enumerate(tokens) if token.tag == "h1")
    return _Page(source, name, title.replace("`", ""), tokens)


def _name_headings(tokens: list[Token]) -> None:
    """Give each heading the name by which the pages link to it, which is the one that code hosts give it too."""
    seen: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            name = re.sub(r"[^\w\- ]", "", tokens[at + 1].content.lower()).replace(" ", "-")
            seen[name] = seen.get(name, -1) + 1
            token.attrSet("id", f"{name}-{seen[name]}" if seen[name] else name)


def _inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def _targets(tokens: list[Token]) -> list[str]:
    return [str(child.attrGet("href")) for child in _inline(tokens) if child.type == "link_open"]


def _lead_on(pages: list[_Page], target: Path) -> None:
    """Make the links between sources links between pages; fails where one leads nowhere."""
    names = {page.source: page.name for page in pages} | {"LICENSE": "LICENSE.txt"}
    anchors = {page.name: {str(token.attrGet("id")) for token in page.tokens if token.attrGet("id")} for page in pages}
    dead = []
    for page in pages:
        for token in _inline(page.tokens):
            kind = {"link_open": "href", "image": "src"}.get(token.type)
            link = str(token.attrGet(kind)) if kind else ""
            if not kind or re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            source = normpath(PurePosixPath(page.source).parent / path) if path else page.source
            name = names.get(source, PurePosixPath(source).name)
            if not (name in anchors or (target / name).exists()) or (anchor and anchor not in anchors[name]):
                dead.append(f"{page.source}: {link}")
            token.attrSet(kind, f"{name}#{anchor}" if anchor else name)
    if dead:
        raise SystemExit("The manual has links that lead nowhere:\n  " + "\n  ".join(dead))


def _about(root: Path) -> str:
    """Which version this is, and whether the source has gone on since."""
    changes = re.search(r"^## Unreleased\n(.*?)^## ", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M | re.S)
    since = ' and the <a href="changes.html#unreleased">changes since</a>' if changes and changes[1].strip() else ""
    pages = '<a class="narrow" href="#pages">pages</a>'
    return f'describes version {__version__}{since} · <a href="../index.html">other versions</a> {pages}'


def _written(page: _Page, pages: list[_Page], about: str) -> str:
    body = _MARKDOWN.renderer.render(page.tokens, _MARKDOWN.options, {})
    # Tables and code may be wider than a screen: they alone are pushed, by the keyboard too.
    wide = '<div class="wide" tabindex="0" role="region" aria-label="Table">'
    body = body.replace("<table>", f"{wide}<table>").replace("</table>", "</table></div>")
    body = body.replace("<pre>", '<pre tabindex="0">')
    return _PAGE.format(
        title=escape(page.title),
        version=__version__,
        style=f"../{_STYLE.name}",
        home="index.html",
        about=about,
        nav=_nav(page, pages),
        body=body,
    )


def _nav(here: _Page, pages: list[_Page]) -> str:
    """All pages, with the headings of this one."""
    lines = []
    for page in pages:
        current = ' aria-current="page"' if page is here else ""
        title = "Start" if page.name == "index.html" else escape(page.title)
        inner = _headings(page) if page is here else ""
        lines.append(f'<li><a href="{page.name}"{current}>{title}</a>{inner}</li>')
    return '<nav id="pages" aria-label="Pages"><ul>\n{}\n</ul></nav>'.format("\n".join(lines))


def _headings(page: _Page) -> str:
    told = [
        f'<li><a href="#{token.attrGet("id")}">{escape(page.tokens[at + 1].content.replace("`", ""))}</a></li>'
        for at, token in enumerate(page.tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]
    return f"<ul>{''.join(told)}</ul>" if told else ""


def _versions(folder: Path) -> str:
    """The list of the manuals that lie in a folder, the newest first."""
    found = []
    for front in folder.glob("*/index.html"):
        try:
            found.append(Version(front.parent.name))
        except InvalidVersion:  # a folder of somebody else's
            continue
    lines = [
        f'<li><a href="{version}/index.html">onrecord {version}</a></li>' for version in sorted(found, reverse=True)
    ]
    body = _FRONT.format("\n".join(lines))
    return _PAGE.format(
        title="Manuals",
        version="of each version",
        style=_STYLE.name,
        home="index.html",
        about="manuals",
        nav="",
        body=body,
    )


if __name__ == "__main__":
    main()
