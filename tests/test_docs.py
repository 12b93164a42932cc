"""The manual is held to the program: its reference is what the commands say, and what it shows to type can be typed."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import click
import pytest

from onrecord.cli.main import cli

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?(onrecord [^#\n│]*)", re.MULTILINE)


def maker(name: str = "make_commands"):
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_what_the_commands_say():
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == maker().manual(), "run: make docs"


def test_what_the_page_of_python_shows_is_what_comes_out(tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert page.count(">>> ") > 30
    assert maker("make_shown").session(page, tmp_path) == page, "run: make docs"


def shown_commands(page: Path) -> list[str]:
    """The lines of a page's code blocks that begin with ``onrecord`` (or ``$ onrecord``)."""
    blocks = re.findall(r"```(?:sh|console|text)?\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [match.strip() for block in blocks for match in SHOWN.findall(block)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_to_type_exists(page):
    for line in shown_commands(page):
        words = shlex.split(re.split(r"\s[|>]|\s{3,}", line)[0])[1:]
        if words and not words[0].startswith("-") and words[0].islower():
            command = cli.get_command(click.Context(cli), words[0])
            assert command is not None, f"{page.name}: no such command: {line}"
            if isinstance(command, click.Group):  # `people NAME` is short for `people list NAME`
                usual = command.commands[getattr(command, "default", "list")]
                command = command.commands.get(words[1] if len(words) > 1 else "", usual)
            known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
            asked = {word.split("=")[0] for word in words[1:] if word.startswith("--")} - {"--help"}
            assert asked <= known, f"{page.name}: no such option: {line}"


def test_the_readme_shows_commands():
    assert len(shown_commands(ROOT / "README.md")) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_changelog_tells_of_this_version():
    from onrecord import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
