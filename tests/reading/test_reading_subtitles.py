"""Subtitles: the words alone, who says them, and when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import find, read, read_bytes, read_source

SUBRIP = """1
00:00:01,000 --> 00:00:03,500
{\\an8}MAYOR HARTWELL: <i>The harbour</i>
will close.

2
00:00:03,600 --> 00:00:05,000
For how long, if 2 < 3?

3
00:00:05,100 --> 00:00:06,000
TOM ARKWRIGHT: Until spring.
"""
WEBVTT = """WEBVTT - a briefing

NOTE nobody says this

STYLE
::cue { color: lime }

intro
00:01.000 --> 00:03.000 align:start
<v.loud Lena Hartwell>The harbour &amp; the <b>pier</b>
close.</v>

00:03.000 --> 00:04.000
<v Lena Hartwell>Both of them.

01:00:03.000 --> 01:00:04.000
<v Tom Arkwright>Until spring?</v><v Lena Hartwell>Yes.</v>
"""


def one(text: str, path: str = "talk.srt") -> Article:
    (article,) = read_bytes(text.encode(), path=path)
    assert isinstance(article, Article)
    return article


def spoken(article: Article) -> list[tuple[str, str]]:
    return [(turn.label.of(article.text), turn.speech.of(article.text)) for turn in article.turns]


def test_words_of_subrip_without_numbers_times_and_style() -> None:
    article = one(SUBRIP)
    assert (article.kind, article.reader) == ("transcript", "subtitles")
    assert article.text == (
        "MAYOR HARTWELL: The harbour\nwill close.\nFor how long, if 2 < 3?\n\nTOM ARKWRIGHT: Until spring."
    )
    assert [label for label, _ in spoken(article)] == ["MAYOR HARTWELL", "TOM ARKWRIGHT"]


def test_voice_tags_are_turns_and_one_voice_goes_on_over_cues() -> None:
    article = one(WEBVTT, "talk.vtt")
    assert spoken(article) == [
        ("Lena Hartwell", "The harbour & the pier\nclose.\nBoth of them."),
        ("Tom Arkwright", "Until spring?"),
        ("Lena Hartwell", "Yes."),
    ]
    assert "nobody says" not in article.text


def test_each_paragraph_has_its_time_at_its_offset() -> None:
    article = one(WEBVTT, "talk.vtt")
    at = [(article.text[offset:].split(":")[0], time) for offset, time in article.meta["timecodes"]]
    assert at == [
        ("Lena Hartwell", "00:00:01.000"),
        ("Tom Arkwright", "01:00:03.000"),
        ("Lena Hartwell", "01:00:03.000"),
    ]


def test_many_times_go_on_under_further_keys() -> None:
    cues = (f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:01,000\nWord {n}.\n" for n in range(60))
    more = "61\n01:00:00,000 --> 01:00:01,000\nThe last.\n"
    meta = one("\n".join([*cues, more])).meta
    assert [len(meta["timecodes"]), len(meta["timecodes.2"])] == [60, 1]


def test_captions_that_roll_up_give_each_line_once_and_others_keep_what_is_said_twice() -> None:
    rolling = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\nthe harbour\n\n00:02.000 --> 00:04.000\nthe harbour\n"
        "will<00:00:02.500><c> close</c>\n\n00:04.000 --> 00:04.010\nwill close\n\n"
    )
    assert one(rolling, "a.vtt").text == "the harbour\nwill close"
    twice = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n"
    assert one(twice).text == "No.\nNo."


def test_the_name_of_the_file_gives_day_and_title_and_the_folder_is_read(tmp_path) -> None:
    (tmp_path / "2021-01-17 Harbour briefing.srt").write_bytes(SUBRIP.replace("\n", "\r\n").encode())
    ((article,),) = [list(read_source(source)) for source in find([str(tmp_path)])]
    assert (article.published, article.title) == ("2021-01-17", "Harbour briefing")
    assert article.text == one(SUBRIP).text


def test_without_an_ending_it_is_known_by_its_look() -> None:
    assert [one(text, "talk").reader for text in (SUBRIP, WEBVTT)] == ["subtitles", "subtitles"]


def test_a_file_without_cues_says_what_a_cue_is() -> None:
    (error,) = read_bytes(b"Nothing timed.", path="a.srt")
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == ("subtitles", "a.srt")
    assert "-->" in error.next_step


@given(st.lists(st.tuples(st.sampled_from(["", "<v Ann>", "<v Bo>", "ANN: "]), st.text(max_size=20)), max_size=8))
def test_turns_and_times_lie_in_the_text_and_a_second_reading_is_the_same(cues: list[tuple[str, str]]) -> None:
    body = "".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{tag}{words}\n\n" for n, (tag, words) in enumerate(cues))
    data = f"WEBVTT\n\n{body}".encode("utf-8", "surrogatepass")
    for article in read_bytes(data, path="a.vtt"):
        if isinstance(article, ReadError):
            continue
        assert next(read(data, reader="subtitles")).text == article.text
        assert all(offset < len(article.text) for offset, _ in article.meta["timecodes"])
        end = 0
        for label, speech in ((turn.label, turn.speech) for turn in article.turns):
            assert end <= label.start < label.end < speech.start <= speech.end <= len(article.text)
            end = speech.end


@pytest.mark.parametrize("path", ["a.srt", "a.vtt"])
def test_labels_that_are_none_make_no_speaker(path: str) -> None:
    head = "WEBVTT\n\n" if path.endswith("vtt") else ""
    text = head + "1\n00:00:01,000 --> 00:00:02,000\nRemember: it rains.\n"
    assert one(text, path).turns == ()
