"""The record proves itself: what it shows as said is what it stores as published, letter for letter.

An audit trusts nothing that the record has worked out. It goes through the rows as they lie in the file, an article at
a time, cuts every stretch out of the stored text again, and reckons every hash, day and search column again. What it
cannot see is whether the text was read rightly, whom it names, and whether it is true; its claim says so.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from . import applying, days, edits, folding, loading, people_audit, renewing, rows, saying_audit, schema, stores
from .answers import AuditReport, Finding

MOST_FINDINGS = 1000
"""Findings that are listed; beyond them they are only counted."""

_Row = sa.RowMapping


class _Ledger:
    """Counts and findings, while an audit goes on."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self.found = 0

    def note(self, code: str, what: str, where: str) -> None:
        """Write a finding down."""
        self.found += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(code, what, where))


def audit(connection: sa.Connection) -> AuditReport:
    """Everything that can be proved by reading; see ``Record.audit``."""
    ledger = _Ledger()
    for check in (
        _check_file,
        _check_references,
        _check_articles,
        _check_people,
        _check_sayings,
        _check_index_size,
        _check_edits,
    ):
        try:
            with stores.of(connection).reading_as_it_lies(connection):
                check(connection, ledger)
        except sa.exc.DatabaseError as error:  # the others may still read what this one could not
            ledger.note("file", f"the file could not be read to its end: {error.orig}", "file")
        except ValueError as error:
            ledger.note("file", f"what should be JSON is none: {error}", "file")
    counts = ledger.counts
    return AuditReport(
        articles=counts["articles"],
        statements=counts["statements"],
        spans=counts["spans"],
        matching=counts["matching"],
        findings=tuple(ledger.findings),
        found=ledger.found,
        index_read=False,
    )


def with_index(connection: sa.Connection, report: AuditReport) -> AuditReport:
    """``report`` with the search index compared word by word, for which SQLite wants a connection that may write."""
    if stores.of(connection).index_agrees(connection):
        return dataclasses.replace(report, index_read=True)
    finding = Finding("index", "the search index holds other words than the statements", "statement_fts")
    return dataclasses.replace(
        report, index_read=True, found=report.found + 1, findings=(*report.findings, finding)[:MOST_FINDINGS]
    )


def _check_file(connection: sa.Connection, ledger: _Ledger) -> None:
    for line in stores.of(connection).integrity(connection):
        ledger.note("file", f"the store finds its file damaged: {line}", "file")


def _check_references(connection: sa.Connection, ledger: _Ledger) -> None:
    for table, row, parent in stores.of(connection).broken_references(connection):
        ledger.note("reference", f"row {row or '?'} belongs to a row of {parent} that is not there", table)


def _check_articles(connection: sa.Connection, ledger: _Ledger) -> None:
    """Check all articles, a few at a time, so that a record of any size fits in memory."""
    key, last = schema.article.c.key, -1
    while True:
        query = sa.select(key).where(key > last).order_by(key).limit(loading.BATCH)
        keys = connection.execute(query).scalars().all()
        if not keys:
            return
        _check_batch(connection, keys, ledger)
        last = keys[-1]


def _check_people(connection: sa.Connection, ledger: _Ledger) -> None:
    for what, where in people_audit.findings(connection):
        ledger.note("person", what, where)


def _check_sayings(connection: sa.Connection, ledger: _Ledger) -> None:
    for what, where in saying_audit.findings(connection):
        ledger.note("saying", what, where)


def _check_index_size(connection: sa.Connection, ledger: _Ledger) -> None:
    statements, articles = (
        connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (schema.statement, schema.article)
    )
    indexed, articles_indexed = stores.of(connection).index_sizes(connection)
    if indexed != statements:
        ledger.note("index", f"the search index holds {indexed:,} statements of {statements:,}", "statement_fts")
    if articles_indexed != articles:
        ledger.note("index", f"the search index holds {articles_indexed:,} articles of {articles:,}", "article_fts")
    if ledger.counts["statements"] != statements:
        lost = statements - ledger.counts["statements"]
        ledger.note("reference", f"{lost:,} statements belong to no article", "statement")


def _check_batch(connection: sa.Connection, keys: Sequence[int], ledger: _Ledger) -> None:
    def lying(table: sa.Table, owner: str) -> dict[int, list[_Row]]:
        # As they lie in the file, so that JSON or bytes that are none are a finding and not a crash.
        return loading.grouped(connection, table, owner, keys, converted=False)

    articles = lying(schema.article, "key")
    parts = {table.name: lying(table, "article") for table in schema.ARTICLE_PARTS}
    stated = lying(schema.statement, "article")
    own_keys = [row["key"] for own in stated.values() for row in own]
    spans = loading.spans(connection, own_keys, converted=False)
    edited = set(
        connection.execute(sa.select(schema.original.c.article).where(schema.original.c.article.in_(keys))).scalars()
    )
    for key in keys:
        _check_article(articles[key][0], {name: by.get(key, []) for name, by in parts.items()}, ledger)
        digests = _digests(connection, key) if key in edited else None
        _check_statements(articles[key][0], stated.get(key, []), spans, ledger, digests)


def _check_article(article: _Row, parts: Mapping[str, Sequence[_Row]], ledger: _Ledger) -> None:
    where = f"article {article['public_id']}"
    ledger.counts["articles"] += 1
    if rows.sha256(article["text"]) != article["text_sha256"]:
        ledger.note("text", "the text is not the one that was added: its hash differs", where)
    if article["title"] is not None and rows.sha256(article["title"]) != article["title_sha256"]:
        ledger.note("title", "the title is not the one that was added: its hash differs", where)
    if _bytes_hash(parts["article_bytes"]) != article["sha256"]:
        ledger.note("bytes", "the bytes are not those that were added, or are gone: their hash differs", where)
    text = article["text"]
    words = rows.searched_article(article["title"], bool(article["title_apart"]), text)
    if [words] != [row["search_words"] for row in parts["article_search"]]:
        ledger.note("search", "the words it is found by are not its own", where)
    for figure in parts["figure"]:
        if _words(text, figure["start"], figure["stop"]) != figure["text"]:
            ledger.note("span", f"the figure {figure['text']!r} does not stand where it should", where)
    edges = [(t[f"{side}_start"], t[f"{side}_stop"]) for t in parts["article_turn"] for side in ("label", "speech")]
    edges += [(w["start"], w["stop"]) for w in parts["article_warning"] if w["start"] is not None]
    for start, stop in edges:
        if _words(text, start, stop) is None:
            ledger.note("span", f"the stretch from {start} to {stop} lies outside the text", where)


def _bytes_hash(found: Sequence[_Row]) -> str | None:
    try:
        return hashlib.sha256(zlib.decompress(found[0]["compressed"])).hexdigest() if found else None
    except (zlib.error, TypeError):
        return None


def _check_statements(
    article: _Row,
    stated: Sequence[_Row],
    spans: Mapping[int, Sequence[_Row]],
    ledger: _Ledger,
    digests: Mapping[str, str] | None,
) -> None:
    ids = {row["id"] for row in stated}
    seen: Counter[str] = Counter()
    for row in stated:
        where = f"statement {row['public_id']} of article {article['public_id']}"
        ledger.counts["statements"] += 1
        ledger.counts["matching"] += _check_spans(article, row, spans.get(row["key"], []), where, ledger)
        _check_reckoned(article, row, where, ledger)
        if row["within"] is not None and row["within"] not in ids:
            ledger.note("reference", f"it stands within {row['within']}, which is not there", where)
        digest = rows.statement_digest(article["public_id"], row["content"], seen[row["content"]])
        seen[row["content"]] += 1
        if digests is not None:  # what people changed keeps the id that its first words gave it
            digest = digests.get(row["id"], "")
        if not (row["public_id"] and digest.startswith(row["public_id"])):
            ledger.note("id", "its id is not the one that its words give", where)


def _digests(connection: sa.Connection, key: int) -> dict[str, str]:
    """What the public ids of an edited article's statements are the beginnings of, by their own ids."""
    _, outcome = renewing.outcome_of(connection, key)
    return {one.statement.id: one.digest for one in outcome.standing}


def _check_edits(connection: sa.Connection, ledger: _Ledger) -> None:
    """Reckon again what edits make of each article, and note what stands there otherwise; and what was removed."""
    decided = edits.every(connection)
    numbers = {one.id for one in decided}
    for one in decided:
        if one.undone_by is not None and one.undone_by not in numbers:
            ledger.note("edit", f"it is taken back by edit {one.undone_by}, which is not there", f"edit {one.id}")
    for key in connection.execute(sa.select(schema.original.c.article)).scalars().all():
        _check_edited(connection, key, ledger)
    anchored = set(connection.execute(sa.select(schema.edit_anchor.c.edit)).scalars())
    for one in decided:
        if one.kind.startswith(applying.KINDS) and one.id not in anchored:
            ledger.note("edit", "it is about no article of this record", f"edit {one.id}")
    for public_id, digest in connection.execute(
        sa.select(schema.article.c.public_id, schema.article.c.sha256).where(
            schema.article.c.sha256.in_(sa.select(schema.tombstone.c.sha256).where(schema.tombstone.c.what == "bytes"))
        )
    ):
        ledger.note("removed", f"it was removed, and is here: its bytes are {digest}", f"article {public_id}")


def _check_edited(connection: sa.Connection, key: int, ledger: _Ledger) -> None:
    """Whether the statements of one article, and the places of its edits, are those that its edits give."""
    row, stands, ids = loading.extracted(connection, [key])[0]
    found, outcome = renewing.outcome_of(connection, key)
    where = f"article {row['public_id']}"
    wanted = {one.statement.id: one.statement for one in outcome.standing}
    for one in stands.statements:
        if wanted.pop(one.id, None) != one:
            ledger.note("edit", f"statement {ids[one.id]} is not what the model found with the edits on top", where)
    for lost in wanted:
        ledger.note("edit", f"statement {lost} should be there, and is not", where)
    if [f.statement for f in stands.figures] != renewing.owners_of(found, outcome.standing):
        ledger.note("edit", "its figures stand in other statements than the edits leave them in", where)
    query = sa.select(schema.edit_anchor.c.edit, schema.edit_anchor.c.how).where(schema.edit_anchor.c.article == key)
    if dict(connection.execute(query).tuples().all()) != {a.edit: a.how for a in outcome.anchored}:
        ledger.note("edit", "the edits hold in other places than the record says", where)


def _check_spans(article: _Row, statement: _Row, spans: Sequence[_Row], where: str, ledger: _Ledger) -> bool:
    """Whether each span of a statement is in the text what it is here, and its words are those of its spans."""
    before = ledger.found
    cut: dict[str, list[str]] = {"content": [], "source": []}
    for span in spans:
        ledger.counts["spans"] += 1
        string = article[span["field"]] if span["field"] in {"text", "title"} else None
        words = _words(string or "", span["start"], span["stop"])
        if words != span["text"]:
            place = f"{span['field']}[{span['start']}:{span['stop']}]"
            ledger.note("span", f"its {span['role']} {span['text']!r} is not what stands at {place}: {words!r}", where)
        if span["role"] in cut:
            cut[span["role"]].append(span["text"])
            if span["field"] != statement["field"]:
                ledger.note("span", f"its {span['role']} lies in the {span['field']}", where)
    if not cut["content"]:
        ledger.note("content", "it has no content", where)
    for role, pieces in cut.items():
        if rows.GAP.join(pieces) != statement[role]:
            ledger.note("content", f"the {role} shown, {statement[role]!r}, is not what its spans hold", where)
    return ledger.found == before


def _check_reckoned(article: _Row, row: _Row, where: str, ledger: _Ledger) -> None:
    """Note what is no longer what the record itself would reckon: the days, and the words that are searched."""
    earliest, latest = days.bounds(row["said_on"])
    if (earliest, latest, earliest or "") != (row["said_from"], row["said_to"], row["sort_day"]):
        ledger.note("day", f"the days it is found by are not those of {row['said_on']}", where)
    try:
        members = json.loads(row["speaker_members"])
        who = rows.searched_names(row["speaker_name"], members, row["speaker_description"], row["source"])
    except (ValueError, TypeError):
        who = None
    facts = rows.searched_facts(row["form"], row["act"], row["manner"], row["cue_class"], earliest)
    reckoned = (folding.stems(row["content"]), who, folding.names(article["outlet"] or ""), facts)
    if reckoned != tuple(row[f"search_{name}"] for name in ("words", "speaker", "outlet", "facts")):
        ledger.note("search", "the words it is found by are not its own", where)


def _words(string: str, start: object, stop: object) -> str | None:
    """``string[start:stop]``; None where these are no places in it."""
    if isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop <= len(string):
        return string[start:stop]
    return None
