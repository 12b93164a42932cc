"""Transcripts: whether every turn is found and given to the speaker its label names, and each speaker is one Person.

    python -m scores.transcripts --bench ../shared/bench [--show 20]

All transcripts of the bench, English and Spanish. What there is to be found is read off the files here, by nothing of
``reading`` and ``people``: a turn begins where a line (within the marks of Markdown or without) opens with words in
capitals and a colon; its speaker is what stands before a comma, a bracket and behind a title, and nobody where the
label is one of ``NOBODY``. Then all of it is added to one record, and the labels that are one person's must lead to one
Person, those of two to two. Exit status 1 where anything is wrong.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.domain import Article, Extracted
from onrecord.extraction.statements import numbered, turns
from onrecord.ingest import resolve_article
from onrecord.ingest.people import update_people
from onrecord.reading import read
from onrecord.record import Record, open_record

from .bench_data import needed, parser

_CAPITALS = r"[^\s()\[\]*_:a-z][^a-záéíóúñü:()]+?(?:\([^)\n]{1,60}\)[^a-z:]{0,90}?)?"
_TURN = re.compile(rf"(?:^|(?<=\n))(?=[ \t>*_\\]*(?P<label>{_CAPITALS})[*_ ]*:[*_]*(?=[\s*_¿¡(A-ZÁÉÍÓÚ…]))")
_LONGEST = 260  # code points of a label, over three lines at most
NOBODY = frozenset(
    "unidentified audience protesters voiceover question moderator moderador moderadora pregunta interlocutor "
    "interlocutora interlocutura intervencion voz voy hombre mujer male female de".split()
)
"""Words of labels that name nobody: what somebody does there. Two are slips of the files."""
TITLES = frozenset("presidente presidenta president senator governor secretary".split())


@dataclass
class Tally:
    """What was found, and examples of what was not."""

    numbers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def miss(self, what: str, where: str) -> None:
        """Count one, and keep it to be shown."""
        self.numbers[what] += 1
        self.wrong.append(f"{what}: {where}")


def begins(text: str) -> dict[int, str]:
    """Where each label of a transcript begins, and what it says in one line."""
    found: dict[int, str] = {}
    end = 0
    for match in _TURN.finditer(text):
        if match.start("label") >= end and _is_label(match["label"]):  # and no second line of the label before it
            found[match.start("label")] = " ".join(match["label"].split())
            end = match.end("label")
    return found


def _is_label(label: str) -> bool:
    return len(label) < _LONGEST and label.count("\n") <= 2 and "\n\n" not in label


def name_in(label: str) -> tuple[str, ...]:
    """The words of the name in a label, folded, the "jr" of a son last; none where it names nobody."""
    plain = unicodedata.normalize("NFD", label.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    suffix = ("jr",) if re.search(r",\s*jr\b", plain) else ()
    words = re.findall(r"[\w'-]+", re.split(r"[,(\[]", plain)[0])
    while words and words[0] in TITLES:
        words.pop(0)
    return () if NOBODY.intersection(words) and NOBODY.issuperset(words) else (*words, *suffix)


def office_in(label: str) -> str | None:
    """What stands behind the comma of a label, or the title before the name; None where nothing does."""
    head, _, behind = label.partition(",")
    if behind and not re.fullmatch(r"\s*jr\.*", behind, re.I):
        return behind.strip()
    return head.split()[0] if head.split()[0].lower() in TITLES else None


def agree(label: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name can be that of a label: the same surname and "jr", and a given name that begins alike."""
    sons = [bool(words) and words[-1] == "jr" for words in (label, name)]
    one, other = ([word for word in words if word != "jr"] for words in (label, name))
    if not one or not other or sons[0] != sons[1] or one[-1] != other[-1]:
        return False
    return len(one) == 1 or any(word[0] == one[0][0] for word in other[:-1])


def read_all(bench: Path) -> Iterator[Article]:
    """Every transcript of the bench."""
    for language in ("en", "es"):
        for path in sorted(needed(bench, "transcripts", language).iterdir()):
            yield from read(path)


def score_turns(article: Article, found: Extracted, tally: Tally) -> dict[str, tuple[str, ...]]:
    """Hold the statements of a transcript against its labels; the label's name for each statement."""
    there = begins(article.text)
    by_place = {statement.source[0].start: statement for statement in found.statements}
    tally.numbers["turns"] += len(there)
    expected: dict[str, tuple[str, ...]] = {}
    offices: dict[tuple[str, ...], str] = {}
    for at, label in there.items():
        where = f"{Path(article.path or '').name[:40]} at {at}: {label[:70]}"
        statement, name = by_place.get(at), name_in(label)
        if statement is None:
            tally.miss("turns not found", where)
            continue
        said = name_in(statement.speaker.name or "")
        if not name:
            tally.numbers["turns of nobody named"] += 1
        right = agree(name, said) if name else statement.speaker.name is None
        if not right:
            tally.miss("turns of another speaker", f"{where} -> {statement.speaker.name}")
        if office := office_in(label) or offices.get(name):
            offices[name] = office
            tally.numbers["turns with an office"] += 1
            if statement.speaker.description != office:
                tally.miss("offices not kept", f"{where} -> {statement.speaker.description}")
        if not (statement.said_on and statement.said_on.edtf):
            tally.miss("turns without a day", where)
        expected[statement.id] = name
    for at in by_place.keys() - there.keys():
        tally.miss("turns that are none", f"{Path(article.path or '').name[:40]} at {at}")
    return {own: name for own, name in expected.items() if name}


def score_persons(record: Record, labelled: dict[str, dict[str, tuple[str, ...]]], tally: Tally) -> None:
    """Whether the labels of one person lead to one Person, and those of two to two.

    Args:
        record: with everything in it.
        labelled: by article and statement, the name in the label.
        tally: what is counted.
    """
    persons: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for article, names in labelled.items():
        speaking = record.texts.speaking(article)
        for own, name in names.items():
            persons[name].update(speaking.get(own, ()))
            if not speaking.get(own):
                tally.miss("turns of no Person", f"{article} {own} {' '.join(name)}")
    tally.numbers["names in labels"] = len(persons)
    tally.numbers["Persons"] = len(set().union(*persons.values()))
    for name, found in sorted(persons.items()):
        if len(found) > 1:
            tally.miss("names of several Persons", f"{' '.join(name)}: {', '.join(sorted(found))}")
    every = sorted(persons)
    for at, one in enumerate(every):
        for other in every[at + 1 :]:
            together = bool(persons[one] & persons[other])
            if together and not (agree(one, other) or agree(other, one) or set(one) < set(other)):
                tally.miss("Persons of two names", f"{' '.join(one)} | {' '.join(other)}")
            if not together and set(one) < set(other) and "jr" not in other and len(one) > 1:
                tally.miss("names of one in two Persons", f"{' '.join(one)} | {' '.join(other)}")


def main(argv: Sequence[str] | None = None) -> int:
    """Read, attribute, store, and say what was wrong."""
    made = parser(__doc__)
    made.add_argument("--show", type=int, default=20, help="how many wrong ones to print")
    given = made.parse_args(argv)
    tally = Tally()
    labelled = {}
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder, "a.db")) as record:
        for article in read_all(given.bench):
            tally.numbers["files"] += 1
            found = resolve_article(article, numbered(turns(article)))
            expected = score_turns(article, found, tally)
            labelled[record.add(found).article_id] = expected
        update_people(record)
        score_persons(record, labelled, tally)
    for what, number in tally.numbers.items():
        print(f"{number:8,}  {what}")
    print(f"{time.process_time() - begun:.0f} CPU seconds")
    for line in tally.wrong[: given.show]:
        print("    ", line)
    return int(bool(tally.wrong))


if __name__ == "__main__":
    sys.exit(main())
