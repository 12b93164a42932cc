"""Subtitles, SubRip (.srt) and WebVTT (.vtt): what is said, with the time at which each paragraph begins.

The text is the words alone, line by line as they were shown. A new paragraph begins with a new speaker and after a
pause. A speaker whom WebVTT names in a voice tag, ``<v Name>``, stands before the words as ``Name: ``, as in any
transcript; labels that stand in the words themselves are found as in any other text. Numbers, positions and marks of
style are left out.

The article's fields have no place for times. They stand in ``meta``: ``timecodes`` is a list of
``[offset, "hh:mm:ss.mmm"]``, an offset in ``Article.text`` and when it was said. A long list goes on in
``timecodes.2`` and so forth, since a database indexes what stands there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain import Repair, Span, Turn
from onrecord.errors import ReadError

from .decoding import decode
from .draft import Draft
from .mending import Mending
from .plain import file_name
from .repairs import mend_letters
from .transcript import find_turns

READER = "subtitles"
VERSION = "1"
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]+)>")
_STAMP = re.compile(rf"<{_TIME}>")
_WEBVTT_TAG = re.compile(r"</?[^<>\n]*>")
_SUBRIP_TAG = re.compile(r"</?(?:[ibus]|font)(?:\s[^<>\n]*)?>|\{\\[^{}\n]*\}", re.I)
_SPEAKER_BEGINS = re.compile(r"(?:>>|[-–—] ?\w|[^\W\d_a-z][^:\n]{0,60}:[ \n])")
_PAUSE = 2_000  # milliseconds without a word, after which a new paragraph begins
_TIMES_A_KEY = 60  # a few hundred bytes of them: each value stands in the index of the record, too


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one speaker in one cue: ``start`` and ``end`` in milliseconds, ``voice`` as the tag names it."""

    start: int
    end: int
    voice: str | None
    lines: tuple[str, ...]


def read_subtitles(data: bytes, *, path: str | None = None, charset: str | None = None) -> Draft:
    """Read one file of subtitles.

    Args:
        data: the bytes of the file.
        path: where they came from; its name may begin with a day and hold a title.
        charset: the encoding that its server named; None for a file.

    Raises:
        ReadError: where no cue is found in it (code ``subtitles``), or no encoding fits (``encoding``).
    """
    decoded = decode(data, charset)
    pieces = list(_pieces(re.sub(r"\r\n?", "\n", decoded.text)))
    if not pieces:
        raise ReadError(
            "no subtitle with a time and words was found in it",
            next_step="A subtitle begins with a line such as 00:00:01,000 --> 00:00:04,000. Save it as .txt to read it "
            "as plain text.",
            code="subtitles",
        )
    writing = _Writing()
    for piece in pieces:
        writing.add(piece)
    text = "".join(writing.parts)
    named = file_name(path)
    return Draft(
        text=text,
        reader=READER,
        version=VERSION,
        title=named.title,
        title_apart=named.title is not None,
        published=named.day,
        turns=writing.turns(text) or _labelled(text, named.title),
        repairs=tuple(writing.repairs),
        encoding_guessed=decoded.encoding if decoded.guessed else None,
        meta=_timecodes(writing.times),
    )


class _Writing:
    """The text while it grows, and where in it voices and times begin."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.repairs: list[Repair] = []
        self.times: list[tuple[int, int]] = []
        self._voices: list[tuple[Span | None, int]] = []  # the label, and where the speech begins
        self._length = 0
        self._voice: str | None = None
        self._end = 0

    def add(self, piece: _Piece) -> None:
        begins = not self.parts
        for number, line in enumerate(piece.lines):
            changes = number == 0 and piece.voice != self._voice
            paused = number == 0 and piece.start - self._end >= _PAUSE
            apart = begins or changes or paused or bool(_SPEAKER_BEGINS.match(line))
            if not begins:
                self._put("\n\n" if apart else "\n")
            if apart:
                self.times.append((self._length, piece.start))
            if changes:
                self._label(piece.voice)
            self._mended(line)
            begins = False
        self._voice, self._end = piece.voice, piece.end

    def turns(self, text: str) -> tuple[Turn, ...]:
        """A turn for each voice that a tag names."""
        if not any(label for label, _ in self._voices):
            return ()
        ends = [label.start if label else start for label, start in self._voices[1:]] + [len(text)]
        spoken = [(label, start, text[start:end]) for (label, start), end in zip(self._voices, ends, strict=True)]
        return tuple(Turn(label, Span(start, start + len(words.rstrip()))) for label, start, words in spoken if label)

    def _label(self, voice: str | None) -> None:
        label = None
        if voice is not None:
            start = self._length
            self._mended(voice)
            label = Span(start, self._length)
            self._put(": ")
        self._voices.append((label, self._length))

    def _mended(self, line: str) -> None:
        mending = Mending(line)
        mend_letters(mending)
        self.repairs += [Repair(r.kind, r.at + self._length, r.before, r.after) for r in mending.repairs]
        self._put(mending.text)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _labelled(text: str, title: str | None) -> tuple[Turn, ...]:
    """The turns that labels in the words make: in capitals certainly, for all of it was spoken."""
    certain = find_turns(text, title=title, certain=True)
    in_capitals = certain and all(turn.label.of(text).isupper() for turn in certain)
    return certain if in_capitals else find_turns(text, title=title)


def _pieces(text: str) -> Iterator[_Piece]:
    webvtt = text.lstrip("\ufeff").startswith("WEBVTT")
    # Captions that roll up show each line again under the next; they are those with times inside the words.
    rolls = webvtt and bool(_STAMP.search(text))
    shown: tuple[str, ...] = ()
    for start, end, lines in _cues(text):
        for voice, words in _voices("\n".join(lines)) if webvtt else [(None, "\n".join(lines))]:
            clean = tuple(line for raw in words.split("\n") if (line := _words(raw, webvtt)))
            fresh = clean[_again(shown, clean) :] if rolls else clean
            shown = clean
            if fresh:
                yield _Piece(start, end, voice, fresh)


def _again(shown: tuple[str, ...], lines: tuple[str, ...]) -> int:
    """How many of the first lines were the last ones shown before."""
    most = min(len(shown), len(lines))
    return next((n for n in range(most, 0, -1) if shown[-n:] == lines[:n]), 0)


def _cues(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """The cues in the order of the file: begin and end in milliseconds, and the lines of words."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        for at, line in enumerate(lines[:2]):  # a number or a name may stand above the time
            if match := _TIMING.fullmatch(line):
                times = match.groups()
                yield _milliseconds(times[:4]), _milliseconds(times[4:]), lines[at + 1 :]
                break


def _milliseconds(time: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, part = (int(value or 0) for value in (*time[:3], (time[3] or "").ljust(3, "0")))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + part


def _voices(words: str) -> Iterator[tuple[str | None, str]]:
    """What each voice says in a cue; None for what stands outside of all."""
    voice = None
    for at, part in enumerate(_VOICE.split(words)):
        if at % 2:
            voice = _printable(" ".join(html.unescape(part).split())) or None
            continue
        inside, closed, outside = part.partition("</v>")
        yield voice, inside
        if closed and outside.strip():
            yield None, outside


def _words(line: str, webvtt: bool) -> str:
    bare = _WEBVTT_TAG.sub("", line) if webvtt else _SUBRIP_TAG.sub("", line)
    return _printable((html.unescape(bare) if webvtt else bare).strip())


def _printable(line: str) -> str:
    """``line`` where a letter stands in it that is seen; else nothing."""
    return line if any(letter.isprintable() and not letter.isspace() for letter in line) else ""


def _timecodes(times: list[tuple[int, int]]) -> dict[str, list[list[object]]]:
    found = {}
    for at in range(0, len(times), _TIMES_A_KEY):
        key = "timecodes" if at == 0 else f"timecodes.{at // _TIMES_A_KEY + 1}"
        found[key] = [[offset, _shown(time)] for offset, time in times[at : at + _TIMES_A_KEY]]
    return found


def _shown(time: int) -> str:
    seconds, part = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:03}"
