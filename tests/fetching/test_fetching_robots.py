"""robots.txt as RFC 9309 has it: the longest rule that fits, the groups that name us, and no pattern takes for ever."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.fetching import robots
from onrecord.fetching.patterns import matches, normal

# The rules for us, a path, and whether it may be fetched.
CASES = [
    ("", "/a", True),
    ("Disallow:", "/a", True),
    ("Disallow: /", "/a", False),
    ("Disallow: /", "/robots.txt", True),
    ("Disallow: /a", "/a", False),
    ("Disallow: /a", "/abc", False),
    ("Disallow: /a", "/b/a", True),
    ("Disallow: /a/", "/a", True),
    ("disallow : /a # not for robots", "/a", False),
    # RFC 9309, 5.2: the longest match, whatever the order.
    ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", False),
    ("Disallow: /example/page/disallowed.gif\nAllow: /example/page/", "/example/page/disallowed.gif", False),
    ("Disallow: /example/\nAllow: /example/page/", "/example/page/a.html", True),
    # Of two as long, the one that allows.
    ("Disallow: /a\nAllow: /a", "/a", True),
    ("Allow: /a\nDisallow: /a", "/a", True),
    # RFC 9309, 2.2.3: special characters.
    ("Disallow: /*.pdf", "/x/a.pdf?b", False),
    ("Disallow: /*.pdf$", "/x/a.pdf", False),
    ("Disallow: /*.pdf$", "/x/a.pdf?b", True),
    ("Disallow: /a$", "/a", False),
    ("Disallow: /a$", "/ab", True),
    ("Disallow: *", "/a", False),
    ("Disallow: /*/private/", "/x/y/private/z", False),
    ("Disallow: /a*b*c$", "/axxbyyc", False),
    ("Disallow: /a*b*c$", "/axxbyycd", True),
    ("Disallow: /aa*a$", "/aa", True),
    ("Disallow: /?s=", "/?s=ferry", False),
    # RFC 9309, 2.2.2: letters are compared as escaped or not makes no difference.
    ("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", False),
    ("Disallow: /foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", False),
    ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", False),
    ("Disallow: /a%2Fb", "/a/b", True),
]


@pytest.mark.parametrize(("rules", "path", "allowed"), CASES)
def test_a_rule_holds_for_a_path(rules: str, path: str, allowed: bool) -> None:
    found = robots.parse(f"User-agent: onrecord\n{rules}\n".encode())
    assert (found.forbids(path) is None) == allowed


GROUPS = [
    ("User-agent: *\nDisallow: /", False),
    ("User-agent: OnRecord\nDisallow: /", False),
    ("User-agent: onrecord/2.0\nDisallow: /", False),
    ("User-agent: onrecordbot\nDisallow: /", True),
    ("User-agent: other\nDisallow: /", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow:", True),
    ("User-agent: onrecord\nAllow: /b\n\nUser-agent: *\nDisallow: /", True),
    # Several names share the rules that follow, and several groups of one name are one.
    ("User-agent: other\nUser-agent: onrecord\nDisallow: /", False),
    ("User-agent: onrecord\nDisallow: /b\nUser-agent: other\nDisallow: /c\nUser-agent: onrecord\nDisallow: /a", False),
    ("User-agent: onrecord\nCrawl-delay: 3\nUser-agent: other\nDisallow: /a", True),
    # What is none of the rules does not part a group, and what is no line at all does no harm.
    ("User-agent: onrecord\nSitemap: https://news.example/map.xml\nDisallow: /a", False),
    ("\ufeffUser-agent: onrecord\r\nnonsense\r\nDisallow: /a", False),
    ("User-agent: onrecord\rDisallow: /a", False),
    ("Disallow: /", True),
    ("<html><body>Disallow: /</body></html>", True),
]


@pytest.mark.parametrize(("text", "allowed"), GROUPS)
def test_the_rules_are_those_that_name_us_and_else_everybodys(text: str, allowed: bool) -> None:
    assert (robots.parse(text.encode()).forbids("/a") is None) == allowed


def test_the_rule_is_told_as_it_stands() -> None:
    assert str(robots.parse(b"User-agent: *\nDisallow: /private/").forbids("/private/a")) == "Disallow: /private/"


@pytest.mark.parametrize(("value", "seconds"), [("3", 3.0), ("0.5", 0.5), ("86400", 60.0), ("soon", 0.0), ("-1", 0.0)])
def test_a_delay_is_taken_within_reason(value: str, seconds: float) -> None:
    assert robots.parse(f"User-agent: *\nCrawl-delay: {value}".encode()).delay == seconds


def test_a_pattern_made_to_take_for_ever_takes_no_time() -> None:
    """As a regular expression this one would need longer than the universe is old."""
    rules = "\n".join(f"Disallow: /{'*a' * 200}b{n}" for n in range(100))
    found = robots.parse(f"User-agent: *\n{rules}".encode())
    started = time.monotonic()
    assert found.forbids("/" + "a" * 4000) is None
    assert time.monotonic() - started < 5


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_read_and_any_path_is_judged(data: bytes, path: str) -> None:
    robots.parse(b"User-agent: *\n" + data).forbids("/" + path)


@given(st.text("ab*$/", max_size=8), st.text("ab/$*", max_size=10))
def test_patterns_mean_what_they_mean_as_regular_expressions(pattern: str, path: str) -> None:
    pattern, path = normal(pattern), normal(path)
    inner = pattern.removesuffix("$")
    expression = ".*".join(map(re.escape, inner.split("*"))) + ("" if inner == pattern else r"\Z")
    assert matches(pattern, path) == bool(re.match(expression, path, re.S))
