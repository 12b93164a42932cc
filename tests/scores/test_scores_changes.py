"""What a change gained and lost: told against what a release kept, which holds no word of the measured texts."""

from __future__ import annotations

import pytest

from onrecord.evaluation import evaluate, with_speakers
from scores import release, speakers, statements

TEXT = "Ilse Marrow said that the bridge is safe. She declined to comment. An official said it will fall."


def statement(source, content, **more):
    def spans(words):
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {"source": spans(source), "cue": [], "content": spans(content), "confidence": 0.9, **more}


def by(name, kind="person", day=None):
    return {"speaker": {"name": name, "type": kind}, "said_on": {"edtf": day}}


def safe(**more):
    return statement("Ilse Marrow", "that the bridge is safe", **more)


def declined(**more):
    return statement("She", "to comment", **more)


def fall(**more):
    return statement("An official", "it will fall", **more)


def document(*those):
    return {"id": "a", "text": TEXT, "statements": list(those)}


GOLD = with_speakers(
    [
        document(
            safe(**by("Ilse Marrow", day="2026-01-09")),
            declined(**by("Ilse Marrow")),
            fall(**by("an official", "unnamed")),
        )
    ],
    refusals=[{"id": "a", "who": "Ilse Marrow", "text": "declined to comment"}],
)
NOTHING = [document(safe(), declined(), fall())]


def changed(before, now):
    return speakers.changes(speakers.outcomes(evaluate(GOLD, before)), evaluate(GOLD, now))


@pytest.mark.parametrize(
    ("now", "is_gain", "line"),
    [
        (safe(**by("Ilse Marrow")), True, "speaker none -> right: a [0] Ilse Marrow"),
        (safe(**by("Jan Moor")), False, "speaker none -> wrong: a [0] Ilse Marrow"),
        (fall(**by("Jan Moor")), False, "speaker right -> wrong: a [2] an official"),
        (safe(said_on={"edtf": "2026-01-09"}), True, "day none -> right: a [0] Ilse Marrow"),
        (declined(said_on={"edtf": "2026-01-09"}), False, "day none -> wrong: a [1] Ilse Marrow"),
        (
            declined(act="refused"),
            True,
            "refusal none -> right: a [46] declined to comment. An official said it will fall.",
        ),
        (fall(act="refused"), False, "false refusal none -> wrong: a [84] it will fall."),
    ],
)
def test_a_change_of_a_speaker_a_day_or_a_refusal_is_a_gain_or_a_loss(now, is_gain, line):
    others = [s for s in (safe(), declined(), fall()) if s["content"] != now["content"]]
    assert changed(NOTHING, [document(now, *others)]) == [(is_gain, line)]
    assert [gain for gain, _ in changed([document(now, *others)], NOTHING)] == [not is_gain]


def test_nothing_is_told_where_nothing_changed():
    assert changed(NOTHING, NOTHING) == []
    assert statements.changes(GOLD, NOTHING, NOTHING) == []


@pytest.mark.parametrize(
    ("now", "is_gain", "words"),
    [
        ([safe(), declined()], False, "exact -> missed"),
        ([safe(), declined(), fall() | {"source": []}], False, "exact -> found"),
        ([safe(), declined(), fall(), statement("An official", "said it")], False, "absent -> spurious"),
    ],
)
def test_a_changed_statement_is_a_gain_or_a_loss(now, is_gain, words):
    ((gain, line),) = statements.changes(GOLD, NOTHING, [document(*now)])
    assert (gain, " ".join(line.split())[: len(words)]) == (is_gain, words)


def test_what_a_release_keeps_comes_back_and_is_the_same_file_each_time(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "RELEASE", tmp_path / "release")
    assert release.kept("statements") is None
    lines = [{"id": "a", "statements": [{"content": [[0, 4]]}]}]
    first = release.keep("statements", lines).read_bytes()
    assert release.kept("statements") == lines
    assert release.keep("statements", lines).read_bytes() == first


def test_what_is_kept_of_a_document_has_none_of_its_words():
    assert set(statements.spans(document(safe()))["statements"][0]) == {"source", "cue", "content", "confidence"}
