"""How well reports of one saying are joined, on the archive of 2016 and the transcripts of the same months.

usage: python -m scores.sayings RECORD [--sample N] [--differences N] [--missed N] [--seed N]

RECORD holds the archive (and, for originals, the transcripts), added by ``onrecord add``. Four figures:

1. Of every two quotations of 8 words or more of which one stands verbatim within the other, in two outlets, attributed
   in both: how many are one saying. Worked out here from the words alone, by nothing of ``matching``.
2. ``--sample``: joined pairs whose words are not the same, drawn by seed, to be read by eye.
3. Originals: quotations that stand verbatim in a transcript of those days, and how many are linked to one.
4. ``--differences``: linked quotations whose words are not those of the transcript, each with what differs, to be read.

Other people's texts are printed to be looked at and go nowhere else.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import time
from collections import defaultdict
from itertools import combinations

from onrecord.ingest.sayings import update_sayings
from onrecord.matching import differences
from onrecord.record import folding, open_record

LEAST = 8
_MARKED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def rows(path: str) -> list[sqlite3.Row]:
    """The statements of articles, with what is asked of them here."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection.execute(
        "SELECT s.key, s.public_id, s.content, s.form, s.speaker_name, s.speaker_type, s.source, a.key AS article, "
        "a.outlet, a.published, a.kind, r.saying, o.words, o.of, o.turn, o.start, o.stop, t.article AS transcript "
        "FROM statement s JOIN article a ON a.key = s.article LEFT JOIN saying_report r ON r.statement = s.key "
        "LEFT JOIN saying_original o ON o.statement = s.key LEFT JOIN statement t ON t.key = o.turn ORDER BY s.key"
    ).fetchall()


def quotations(row: sqlite3.Row) -> list[tuple[str, ...]]:
    """The quoted stretches of 8 words or more of a statement, folded."""
    stretches = [row["content"]] if row["form"] == "direct" else _MARKED.findall(row["content"])
    pieces = [piece for one in stretches for piece in re.split(r"\.\s?\.\s?\.|…", one)]
    words = [tuple(w.folded for w in folding.words(piece)) for piece in pieces]
    return [one for one in words if len(one) >= LEAST]


def verbatim(found: list[sqlite3.Row]) -> tuple[int, int, list[tuple[sqlite3.Row, sqlite3.Row]]]:
    """Figure 1: pairs of quotations, how many are one saying, and those that are not."""
    holding: dict[tuple[str, ...], set[int]] = defaultdict(set)
    quoted = {row["key"]: quotations(row) for row in found if _printed(row)}
    by_key = {row["key"]: row for row in found}
    for key, stretches in quoted.items():
        for words in stretches:
            for at in range(len(words) - LEAST + 1):
                holding[words[at : at + LEAST]].add(key)
    pairs = set()
    for key, stretches in quoted.items():
        for words in stretches:
            for other in holding[words[:LEAST]]:
                outlets = {by_key[key]["outlet"], by_key[other]["outlet"]}
                named = all(by_key[k]["speaker_name"] or by_key[k]["source"] for k in (key, other))
                if len(outlets) == 2 and named and any(_stands_in(words, one) for one in quoted[other]):
                    pairs.add((min(key, other), max(key, other)))
    missed = [(by_key[a], by_key[b]) for a, b in sorted(pairs) if not _one(by_key[a], by_key[b])]
    return len(pairs), len(pairs) - len(missed), missed


def _printed(row: sqlite3.Row) -> bool:
    return bool(row["kind"] == "article" and row["form"] != "indirect")


def _stands_in(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1))


def _one(a: sqlite3.Row, b: sqlite3.Row) -> bool:
    return a["saying"] is not None and a["saying"] == b["saying"]


def joined(found: list[sqlite3.Row]) -> list[tuple[sqlite3.Row, sqlite3.Row]]:
    """Figure 2: all pairs of reports of one saying whose words are not the same."""
    sayings: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in found:
        if row["saying"] is not None:
            sayings[row["saying"]].append(row)
    pairs = [pair for some in sayings.values() for pair in combinations(some, 2)]
    return [(a, b) for a, b in pairs if folding.stems(a["content"]) != folding.stems(b["content"])]


def spoken(found: list[sqlite3.Row], path: str) -> tuple[int, int, list[sqlite3.Row]]:
    """Figure 3: quotations that stand verbatim in some transcript, how many are linked, and those that are not."""
    connection = sqlite3.connect(path)
    texts = connection.execute("SELECT text FROM article WHERE kind = 'transcript' AND language = 'en'").fetchall()
    said = [" " + " ".join(w.folded for w in folding.words(text)) + " " for (text,) in texts]
    grams = {
        tuple(words[at : at + LEAST]) for one in said for words in [one.split()] for at in range(len(words) - LEAST + 1)
    }
    standing = [
        row
        for row in found
        if _printed(row)
        and any(one[:LEAST] in grams and any(f" {' '.join(one)} " in text for text in said) for one in quotations(row))
    ]  # fmt: skip
    missed = [row for row in standing if row["turn"] is None]
    return len(standing), len(standing) - len(missed), missed


def _shown(row: sqlite3.Row) -> str:
    about = f"{row['outlet']} {row['published']} {row['speaker_name']} [{row['form']}] {row['public_id']}"
    return f"{about}\n    {' '.join(row['content'].split())[:400]}"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--sample", type=int, default=0, help="joined pairs to print")
    parser.add_argument("--differences", type=int, default=0, help="quotations with another original to print")
    parser.add_argument("--missed", type=int, default=0, help="misses of figures 1 and 3 to print")
    parser.add_argument("--seed", type=int, default=20261124)
    asked = parser.parse_args()
    began = time.process_time()
    with open_record(asked.record, create=False) as record:
        update_sayings(record)
    took = time.process_time() - began
    found = rows(asked.record)
    print(f"{len(found):,} statements; brought up to date in {took:.1f} s of processor time")
    number, together, missed = verbatim(found)
    print(f"verbatim in two outlets: {together:,} of {number:,} pairs are one saying ({together / max(number, 1):.2%})")
    for a, b in missed[: asked.missed]:
        print(f"  --\n  {_shown(a)}\n  {_shown(b)}")
    standing, linked, unlinked = spoken(found, asked.record)
    print(f"verbatim in a transcript: {linked:,} of {standing:,} are linked ({linked / max(standing, 1):.2%})")
    for row in unlinked[: asked.missed]:
        print(f"  {_shown(row)}")
    chance = random.Random(asked.seed)
    pairs = joined(found)
    print(f"joined and not identical: {len(pairs):,} pairs")
    for number, (a, b) in enumerate(chance.sample(pairs, min(asked.sample, len(pairs))), 1):
        print(f"\n{number}\n  {_shown(a)}\n  {_shown(b)}")
    _print_differences(found, asked, chance)


def _print_differences(found: list[sqlite3.Row], asked: argparse.Namespace, chance: random.Random) -> None:
    connection = sqlite3.connect(asked.record)
    other = [row for row in found if row["turn"] is not None and row["words"] < row["of"]]
    print(f"\nlinked: {sum(row['turn'] is not None for row in found):,}; with words that differ: {len(other):,}")
    for number, row in enumerate(chance.sample(other, min(asked.differences, len(other))), 1):
        query = "SELECT substr(text, ?, ?), title FROM article WHERE key = ?"
        place = (row["start"] + 1, row["stop"] - row["start"], row["transcript"])
        said, title = connection.execute(query, place).fetchone()
        changes = [
            f"{p.kind}{' (marked)' if p.marked else ''}: {p.before and p.before.of(said)!r} -> "
            f"{p.after and p.after.of(row['content'])!r}"
            for p in differences(said, row["content"], row["form"])
            if p.kind != "same" and p.quoted
        ]
        print(f"\n{number} {_shown(row)}\n  in {title}:\n    {' '.join(said.split())[:600]}")
        print("\n".join(f"      {one}" for one in changes))


if __name__ == "__main__":
    main()
