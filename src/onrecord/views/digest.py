"""What came in for a saved query, for people: one item a saying, as Markdown, as a page or mail in HTML, as CSV.

All of it is other people's text: in HTML every piece is escaped and only addresses of the web become links; in Markdown
no sign of it has a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.record import Hit
from onrecord.record.arrivals import Arrival

from .exports import cell, csv_line
from .safe import escaped, one_line, shown, web_address
from .words import counted, day_words, held_words, how_words, lead_words, moment_words, speaker_words

_COLUMNS = (
    "speaker", "party", "office", "said_on", "act", "form", "content", "outlet", "title", "published", "url", "reports",
    "outlets", "statement_id", "article_id", "person", "added_at",
)  # fmt: skip
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])|^(?=[-+=])|^(\d+)(?=[.)])")
_MOST_OUTLETS = 12
_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:42em;margin:1em auto;padding:0 1em;color:#1a1a1a}"
    "h1{font-size:1.3em}li{margin:0 0 1.2em}.who{font-weight:bold}.q{color:#555;font-size:.9em}"
)


def title(name: str, number: int) -> str:
    """The headline of a digest, and the subject of its mail."""
    return f"{one_line(name)}: {counted(number, 'new statement')}"


def markdown(name: str, query: str, since: str, items: Sequence[Arrival], again: int) -> str:
    """A digest in Markdown.

    Args:
        name, query: of the saved query.
        since: the moment since when it came in, UTC.
        items: each a saying.
        again: how many that were known before were printed again.
    """
    lines = [f"# {_plain(title(name, len(items)))}", "", f"{_plain(query)} · {_since(since, again)}", ""]
    for item in items:
        hit = item.hits[0]
        lines.append(f"- **{_plain(_who(hit))}**, {_plain(_about(hit))}")
        lines.append(f"  {_plain(one_line(_words(hit)))}")
        url = web_address(hit.article.url)
        place = _plain(_place(hit))
        lines.append(f"  {f'[{place}](<{_target(url)}>)' if url else place}{_plain(_others(item))}")
        lines.append("")
    return "\n".join(lines)


def page(name: str, query: str, since: str, items: Sequence[Arrival], again: int) -> str:
    """A digest in HTML, a page and a mail alike: no script, no picture, nothing from elsewhere. As ``markdown``."""
    body = "\n".join(map(_item, items))
    head = escaped(title(name, len(items)))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{head}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>{head}</h1>\n"
        f'<p class="q">{escaped(one_line(query))} · {_since(since, again)}</p>\n<ol>\n{body}\n</ol>\n'
        '<p class="q">A machine read these articles and marked what was said: look before you use it.</p>'
        "\n</body></html>\n"
    )


def _item(item: Arrival) -> str:
    hit = item.hits[0]
    place, url = escaped(_place(hit)), web_address(hit.article.url)
    linked = f'<a href="{escaped(url)}" rel="noreferrer nofollow">{place}</a>' if url else place
    return (
        f'<li><span class="who"><bdi>{escaped(_who(hit))}</bdi></span>, <bdi>{escaped(_about(hit))}</bdi><br>'
        f'<bdi>{escaped(_words(hit))}</bdi><br><span class="q"><bdi>{linked}</bdi>{escaped(_others(item))}</span></li>'
    )


def csv_lines(items: Sequence[Arrival]) -> Iterator[str]:
    """A digest as CSV, one saying a row, the head first; safe to open in a spreadsheet."""
    yield csv_line(_COLUMNS)
    for item in items:
        row = object_of(item)
        yield csv_line(cell(None if row[name] is None else str(row[name])) for name in _COLUMNS)


def object_of(item: Arrival) -> dict[str, str | int | None]:
    """A saying as plain values, for CSV and for programs: the report that came first, and who else printed it."""
    hit = item.hits[0]
    statement, article = hit.statement, hit.article
    return {
        "statement_id": hit.id,
        "article_id": article.id,
        "person": hit.person,
        "speaker": statement.speaker.name,
        "party": hit.party,
        "office": hit.office,
        "said_on": statement.said_on.edtf,
        "act": statement.act,
        "form": statement.form,
        "content": hit.content,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "added_at": article.added_at,
        "reports": len(item.ids),
        "outlets": "; ".join(_outlets(item)),
    }


def _who(hit: Hit) -> str:
    held = held_words(hit.office, hit.party)
    who = one_line(speaker_words(hit.statement, hit.source))
    if hit.statement.speaker.name is None:  # it begins a line; a name is written as it is
        who = who[:1].upper() + who[1:]
    return f"{who} ({held})" if held else who


def _about(hit: Hit) -> str:
    return f"{day_words(hit.statement.said_on.edtf) or 'day not known'}, {how_words(hit.statement)}"


def _words(hit: Hit) -> str:
    teller, cued = lead_words(hit.statement, hit.cue)
    return f"{teller}{cued}{hit.content}"


def _place(hit: Hit) -> str:
    article = hit.article
    bits = (article.outlet, article.title, day_words(article.published))
    return " · ".join(one_line(bit) for bit in bits if bit) or article.id


def _outlets(item: Arrival) -> list[str]:
    return list(dict.fromkeys(one_line(hit.article.outlet) for hit in item.hits if hit.article.outlet))


def _others(item: Arrival) -> str:
    if len(item.ids) == 1:
        return ""
    others = _outlets(item)[1:]
    named = f", also {', '.join(others[:_MOST_OUTLETS])}" if others else ""
    return f" · {counted(len(item.ids), 'report')}{named}"


def _since(since: str, again: int) -> str:
    besides = f" · besides, {counted(again, 'earlier saying')} printed again" if again else ""
    return f"since {moment_words(since)}{besides}"


def _plain(text: str) -> str:
    """Text on one line in which no sign means anything to Markdown, also where it begins a line."""
    return _SIGNS.sub(lambda found: f"{found[2] or ''}\\{found[1] or ''}", shown(text))


def _target(url: str) -> str:
    return re.sub(r"[<>\\\s]", "", one_line(url))
