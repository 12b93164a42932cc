"""The index finds what stands in the texts, and is kept on disk without being believed."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest
import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.aligning import hashes
from onrecord.checking import Stored, check, index, kept, stored
from onrecord.domain import Searched, Span
from onrecord.ingest.people import update_people
from onrecord.record import open_record
from onrecord.views.check_words import messages

WORDS = "We will not sell the harbour to anybody this year"
TEXTS = st.lists(st.lists(st.sampled_from("one two three four".split()), max_size=12).map(" ".join), max_size=6)


@settings(deadline=None)
@given(TEXTS, st.lists(st.sampled_from("one two three four".split()), min_size=1, max_size=3))
def test_every_place_of_one_to_three_words_is_found_and_no_other(stored, sought):
    segment = index.build(stored)
    (places,) = segment.standing(index.key_ranges([hashes(" ".join(sought))]))
    expected = sum(
        words[at : at + len(sought)] == sought for words in map(str.split, stored) for at in range(len(words))
    )
    assert len(places) == expected
    assert all(segment.words[at : at + len(sought)].tolist() == hashes(" ".join(sought)).tolist() for at in places)


@pytest.fixture
def record(tmp_path):
    with open_record(tmp_path / "r.db") as found:
        yield found


def add(record, text, name):
    record.add(texts.extracted(texts.article(text, name), "Ilse Marrow", "2026-01-05"))


def wording(record, cache, speaker="Ilse Marrow"):
    draft = texts.extracted(texts.article(f"She said: “{WORDS}”", "draft.md"), speaker, "2026-01-05")
    (quote,) = check(draft, Stored(record, cache=cache)).quotes
    return quote


def test_a_record_is_searched_in_full_text_with_its_statements(record, tmp_path):
    add(record, f"“{WORDS},” she said.", "a.txt")
    quote = wording(record, tmp_path / "cache")
    assert (quote.wording, quote.speaker_agrees, quote.day_agrees, quote.with_speaker) == ("verbatim", "yes", "yes", 1)
    assert quote.found_in[0].statement_id == record.article("a.txt").statement_ids["s1"]


def test_whom_the_record_knows_under_another_name_agrees_and_it_is_said(record, tmp_path):
    told = "Ilse Marrow (known as IBM)"
    found = texts.extracted(texts.article(f"{told} came. “{WORDS},” she said.", "a.txt"), "Ilse Marrow")
    (statement,) = found.statements
    speaker = dataclasses.replace(statement.speaker, evidence=(Span(0, len(told)),))
    record.add(dataclasses.replace(found, statements=(dataclasses.replace(statement, speaker=speaker),)))
    quote = wording(record, tmp_path / "cache", speaker="IBM")
    assert quote.speaker_agrees == "no"
    update_people(record)
    quote = wording(record, tmp_path / "cache", speaker="IBM")
    assert (quote.speaker_agrees, quote.found_in[0].known_as) == ("yes", "IBM")
    (_, said) = messages(quote, Searched(1, None, None, "this record"))
    assert said == "this record has it from Ilse Marrow (machine, 0.91), whom it knows as IBM, too"
    assert wording(record, tmp_path / "cache", speaker="Bo Lind").speaker_agrees == "no"


def test_what_is_added_later_is_found_and_what_was_kept_is_used_again(record, tmp_path):
    cache = tmp_path / "cache"
    add(record, "“The price is wrong, and everybody here knows it,” she said.", "a.txt")
    assert wording(record, cache).wording == "not-found"
    add(record, f"“{WORDS},” she said.", "b.txt")
    assert wording(record, cache).wording == "verbatim"
    (segment,) = kept.load(cache)
    assert len(segment.texts) == 2


def test_a_small_segment_beside_a_large_one_is_made_anew_with_what_came_later(record, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    monkeypatch.setattr(stored, "_SMALL", 10)
    add(record, "“The price is wrong, and everybody here in the town knows it,” she said.", "large.txt")
    assert wording(record, cache).wording == "not-found"
    add(record, "“The price is wrong,” she said.", "small.txt")
    assert wording(record, cache).wording == "not-found"
    add(record, f"“{WORDS},” she said.", "later.txt")
    assert wording(record, cache).wording == "verbatim"
    held = {tuple(text_id for text_id, _ in one.texts) for one in kept.load(cache)}
    assert held == {("large.txt",), ("small.txt", "later.txt")}


def test_an_index_that_is_damaged_or_of_another_record_is_made_anew(record, tmp_path):
    cache = tmp_path / "cache"
    add(record, f"“{WORDS},” she said.", "a.txt")
    assert wording(record, cache).wording == "verbatim"
    (place,) = cache.glob("*/words.npy")
    place.write_bytes(b"no array")
    assert wording(record, cache).wording == "verbatim"
    with open_record(tmp_path / "other.db") as other:
        assert wording(other, cache).wording == "not-found"


def test_a_disk_that_takes_nothing_stops_no_check(record, tmp_path):
    add(record, f"“{WORDS},” she said.", "a.txt")
    cache = tmp_path / "a-file"
    cache.write_text("in the way")
    assert wording(record, cache).wording == "verbatim"


def test_each_record_has_a_folder_of_its_own_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one, other = kept.folder_for("/a.db"), kept.folder_for("/b.db")
    assert one != other
    assert one.parent == other.parent == tmp_path / "onrecord" / "words"
    assert one.name == hashlib.sha256(b"/a.db").hexdigest()[:16]


def test_what_a_record_no_longer_holds_its_index_does_not_keep(record, tmp_path):
    cache = tmp_path / "cache"
    add(record, f"“{WORDS},” she said.", "a.txt")
    assert wording(record, cache).wording == "verbatim"
    with open_record(tmp_path / "emptied.db") as emptied:
        add(emptied, "“The price is wrong, and everybody here knows it,” she said.", "b.txt")
        assert wording(emptied, cache).wording == "not-found"
    assert [[text_id for text_id, _ in one.texts] for one in kept.load(cache)] == [["b.txt"]]
