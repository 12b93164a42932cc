"""In what words a text points to a speaker: by name, by a pronoun, by a description, or not at all.

A name is the easy case, "he" and "the minister" are where a program shows what it can; so each is counted by itself.
The sort is read from gold alone, never from what the program made of it.
"""

from __future__ import annotations

import re
from typing import Literal

from .gold import SpeakerMark
from .names import name_words

MentionSort = Literal["name", "pronoun", "description", "none"]
SORTS: tuple[MentionSort, ...] = ("name", "pronoun", "description", "none")

_PRONOUNS = frozenset(
    "i me my we us our you your he him his she her hers it its they them their theirs who whom whose which that this "
    "these those himself herself itself themselves himself each both".split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")


def mention_sort(source: str, speaker: SpeakerMark) -> MentionSort:
    """The sort of mention that ``source`` is of ``speaker``.

    Args:
        source: the words of the source as they stand in the text; empty where there is none.
        speaker: as gold has it. A source that holds a word of its name, or the initials of an organisation, is a name;
            "Mr. Trump's spokesman" is a description of the spokesman.
    """
    words = _WORDS.findall(source.lower())
    if not words:
        return "none"
    if len(words) <= 2 and words[0] in _PRONOUNS and set(words) <= _PRONOUNS | {"s", "all"}:
        return "pronoun"
    person = speaker.type == "person"
    spoken = set(name_words(source, person=False))
    names = [name_words(name, person=person) for name in (*speaker.names, *speaker.members)]
    if any(_tells(word) and word in spoken for name in names for word in name):
        return "name"
    letters = {short.replace(".", "").lower() for short in _CAPITALS.findall(source)}
    return "name" if any("".join(w[0] for w in name) in letters for name in names if len(name) > 1) else "description"


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in ("and", "for", "in", "on", "de", "van", "der")
