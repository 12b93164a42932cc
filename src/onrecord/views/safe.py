"""Other people's text made safe to show, without moving an offset.

An article can hold an escape sequence that would recolour or rewrite a terminal, or a control that turns the direction
of writing so that a line reads other than it is stored ("Trojan Source", Boucher and Anderson 2021, CVE-2021-42574).
Each such character is shown as one U+FFFD, so the shown text is as long as the stored one and spans still fit.
"""

from __future__ import annotations

import html
import re

# C0 and C1 but newline and tab, DEL, the embedding and isolating controls, and surrogates, which no encoding takes.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """``text`` with each harmful character as one U+FFFD; as long as before."""
    # Nearly all text is printable, of which Python knows at once that none of it is harmful.
    return text if text.isprintable() else _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """``text`` shown safely on one line: white space of any length is one space."""
    return " ".join(shown(text).split())


def visible(text: str) -> str:
    """``text`` shown safely with a sign for each space, tab and line end; as long as before."""
    return shown(text).replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␣")


def excerpt(text: str, most: int) -> str:
    """``text`` on one line, cut after a word where it has more than ``most`` code points."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def escaped(text: str) -> str:
    """``text`` for HTML, in an element or a quoted attribute."""
    return html.escape(shown(text), quote=True)


def web_address(url: str | None) -> str | None:
    """``url`` where a page may link to it (http, https); None for every other scheme, ``javascript:`` first of all."""
    if url is None or not url.strip().lower().startswith(("http://", "https://")):
        return None
    return url.strip()
