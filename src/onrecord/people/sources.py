"""What a source span is: a name, a pronoun, two people, a description of somebody unnamed.

Only the span's own words and those right before it are read here; whom they mean is for ``resolve``. The head of the
phrase decides: "Latvian journalist Dainis Ivans" is Dainis Ivans, "a spokesman for Dainis Ivans" is a spokesman.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span

from .cast import Cast
from .heads import INSIDE_PREPOSITION, head_noun, is_plural
from .kinds import DATELINE
from .lexicon import folded, listed, titles
from .members import Appearance
from .names import is_org_word
from .offices import PERSON_NOUNS
from .side_by_side import (
    AND_OTHERS,
    CONJUNCTION,
    head_name,
    is_person,
    named_behind,
    noun_follows,
    several_behind,
    speaking_together,
    whole_start,
)

SourceKind = Literal[
    "name", "names", "pronoun", "relative", "possessor", "document", "paper", "pair", "body", "role", "description"
]

PERSONAL = frozenset(
    "he she they it we i you him her them me us himself herself themselves ourselves his hers their its my our "
    "ours".split()
)
POSSESSIVE = frozenset("his her their its our my".split())
RELATIVE = frozenset("who which that whose whom".split())

_CONTRACTED = re.compile(r"['’](?:ve|re|ll|d|m)$")
_PAIR = re.compile(
    r"(?:(?P<number>both|neither|either|each|(?:the|these)\s(?:two|pair|duo|couple)|both\sof\sthem|neither\sof\sthem)"
    r"(?:\s(?:(?!(?:and|or|nor|of|in|at)\b)[^\W\d_][\w-]*\s){0,2}?(?P<noun>[^\W\d_]\w+))?|the\s(?P<alone>(?-i:[^\W\d_A-Z]\w+s)|men|women))",
    re.IGNORECASE,
)
PAPERS = listed("organisations", "documents")
"""Words for papers, which speak for whoever wrote them."""
COURT_PAPERS = listed("organisations", "documents of a court")
"""Those before which a name is as likely that of the accused."""
OWNS_PAPER = re.compile(
    r"['’]s?\s(?:(?!(?:an?|the|his|her|its|their|this|that|office|campaign|team|camp|staff|company|administration|foundation|group|"
    r"government|lawyers?|attorneys?|aides?|critics|supporters|own)\b)[^\W\d_A-Z][\w-]*\s){0,3}"
)
"""Between a name and the paper that is its own: "Novak's new", not "Novak's campaign"."""
PLATFORMS = listed("organisations", "platforms")
"""Where people write: "a Facebook post" is not Facebook's."""

_TAIL = re.compile(
    r",|;|:|\(|\s[-–—]+\s|—|–|\s(?:who|which|that|whose|whom|when|where|whether|as|while|after|before|speaking|writing|using|citing|released|"
    r"published|filed|familiar|close|involved|working|representing|including|like|such as)\b"
)
_DAY_BEHIND = re.compile(
    r"(?<!Super)(?<!Black)(?<!Good)(?<!Cyber)(?<!Ash)\s"
    r"(?:today|yesterday|tonight|(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\Z"
)
"""A day that a network took for a part of the source: "The Harbor Alliance today | named"."""
_OTHERS_AND = re.compile(
    r"(?:both|neither)\s.*\b(?:and|nor)\s|.*(?<![su])s\s(?:and|nor)\s(?:the\s|The\s)?$", re.IGNORECASE | re.DOTALL
)
"""Before a name: "both the unions and the", "neither critics nor", "aides and"."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

_SPEAKS = re.compile(
    r"\b(?:said|says|saying|told|tells|added|adds|asked|explained|recalled|wrote|replied|noted)\b", re.IGNORECASE
)
_OWNER = re.compile(r"[^\W\d_][\w-]*['’]s\s")
LEADERS = frozenset("leader chief head boss president director secretary chairman chairwoman".split())
"""Of a body that is named with them: "the union leader"."""
OWNED_BODIES = frozenset({"campaign", "administration", "camp"})
"""Bodies that are called after one person: "the Novak campaign", "her campaign"."""
UNNAMED = re.compile(
    r"\b(?:officials?|sources?|aides?|persons?|people|witness(?:es)?|spokes(?:man|woman|person|people)|insiders?|diplomats?|"
    r"advis[eo]rs?|employees?|investigators?|prosecutors?|journalists?|reporters?|reader|anyone|someone|somebody|doctor)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source span, read.

    Attributes:
        kind: name: one name is the head. names: two or more stand side by side. pronoun: "he". relative: "who".
            possessor: a name with "'s" and nothing behind it. document: a paper and whose it is ("a Pentagon
            report"). paper: one that does not say so itself ("the report"). pair: two who were named ("both"). body: a
            body called after somebody ("the Novak campaign", "her campaign"), with the name of whose it is, where one
            stands there. role: a definite description that may stand for somebody already named ("the mayor").
            description: everything else.
        text: the source's words, in one line.
        span: the hull of its spans.
        names: the names that are its head; for ``document`` and ``body`` the one whose it is.
        head: the head word, folded; of a pronoun, the pronoun.
        plural: whether the head is more than one.
        counts: of a pair, whether it says that they are two.
    """

    kind: SourceKind
    text: str
    span: Span
    names: tuple[Appearance, ...] = ()
    head: str = ""
    plural: bool = False
    counts: bool = False


def read_source(cast: Cast, span: Span) -> Source:
    """Read the source that stands at ``span`` of the text of ``cast``."""
    text = " ".join(span.of(cast.text).split())
    first = folded(m.group()) if (m := _WORD.search(text)) else ""
    bare = _CONTRACTED.sub("", re.sub(r"[^\w\s'’]", "", text).strip())
    if folded(bare) in PERSONAL and bare != "US" and "." not in text.rstrip("."):  # "U.S." is a country
        return Source("pronoun", text, span, head=folded(bare))
    if first in RELATIVE and first != "whose":
        return Source("relative", text, span, head=first)
    core = _core(cast.text, span)
    if names := cast.at(core):
        return _with_names(cast, text, span, core, names)
    return _nameless(cast, text, span, core)


def _nameless(cast: Cast, text: str, span: Span, core: Span) -> Source:
    """A source without a name in its head: those of an apposition, two who were named before, a description."""
    several = several_behind(cast, span, core)
    if len(several) > 1:
        return Source("names", text, span, tuple(several), plural=True)
    words = core.of(cast.text)
    pair = _PAIR.fullmatch(words.strip())
    noun = folded(pair["noun"] or pair["alone"] or "") if pair else ""
    if pair and (pair["number"] or (is_plural(noun, "the") and noun not in PAPERS)):
        return Source("pair", text, span, head=noun, plural=True, counts=pair["number"] is not None)
    if named := named_behind(cast, span, core):
        return Source("name", text, span, (named,))
    return _described(text, span, words)


def _core(text: str, span: Span) -> Span:
    """The source without a dateline before it and what is hung on behind: appositions, relative clauses, brackets."""
    words = span.of(text)
    dateline = DATELINE.match(text, max(0, span.start - 1), span.end)
    is_one = dateline is not None and dateline.start("town") == span.start
    lead = dateline.end() - span.start if dateline and is_one else len(words) - len(words.lstrip(" ,\"“'‘"))
    cut = _TAIL.search(words, lead + 1) or _DAY_BEHIND.search(words, lead + 1)
    end = cut.start() if cut else len(words)
    return Span(span.start + lead, span.start + end) if end > lead else span


def _with_names(cast: Cast, text: str, span: Span, core: Span, names: Sequence[Appearance]) -> Source:
    before = cast.text[core.start : whole_start(names[0])]
    if INSIDE_PREPOSITION.search(before) or _OTHERS_AND.match(before):
        described = _described(text, span, core.of(cast.text))
        named = named_behind(cast, span, core) if described.kind != "paper" else None
        return Source("name", text, span, (named,)) if named else described
    together = speaking_together(cast, span, core, names)
    while len(together) > 1 and noun_follows(cast.text, together[-1], span):
        if together[-1].span.end <= core.end:
            return _owned(cast, text, span, core, together)
        del together[-1]  # "Novak, the Lund Council chairman"
    if len(together) > 1:
        return Source("names", text, span, tuple(together), plural=True)
    with_others = AND_OTHERS.search(cast.text[names[-1].span.end : core.end])
    head = None if with_others else head_name(cast.text, core, names)
    if head is None:
        return _owned(cast, text, span, core, names)
    after = cast.text[head.span.end : core.end].strip()
    kind: SourceKind = "possessor" if after in ("'s", "’s", "'", "’") else "name"
    return Source(kind, text, span, (head,))


def _owned(cast: Cast, text: str, span: Span, core: Span, names: Sequence[Appearance]) -> Source:
    """A name followed by a noun: a paper of an office ("a Pentagon report"), or people of somebody ("Trump aides")."""
    named = named_behind(cast, span, core)
    if named:
        return Source("name", text, span, (named,))
    noun = head_noun(core.of(cast.text))
    if noun in OWNED_BODIES and len(names) == 1 and is_person(names[0]):
        return Source("body", text, span, (names[0],), head=noun)
    if noun in PAPERS and (authors := _authors(cast.text, core, noun, names)):
        return Source("document", text, span, tuple(authors), head=noun)
    return _described(text, span, core.of(cast.text))


def _authors(text: str, core: Span, noun: str, names: Sequence[Appearance]) -> Sequence[Appearance]:
    """Whose a paper is by the names before its noun: "a CNN/ORC poll", "Novak and Quill's book"; none where unclear."""
    if any(name.member is None or name.member.kind == "place" for name in names):
        return ()
    gaps = [text[a.span.end : b.span.start] for a, b in itertools.pairwise(names)]
    owns = OWNS_PAPER.match(text, names[-1].span.end, core.end)
    if owns and folded(text[owns.end() : core.end]).startswith(noun) and all(map(CONJUNCTION.match, gaps)):
        return names
    return names if noun not in COURT_PAPERS and are_authors(text, names) else ()


def are_authors(text: str, names: Sequence[Appearance]) -> bool:
    """Whether the names before a paper's noun are organisations that write such, with strokes between them."""
    gaps = (text[a.span.end : b.span.start] for a, b in itertools.pairwise(names))
    members = [name.member for name in names if name.member is not None]
    writes = len(members) == len(names) and not any(folded(m.name) in PLATFORMS for m in members)
    apart = text[names[0].span.start - 1 : names[0].span.start] != "/"
    sorts = {m.kind for m in members}
    return (
        writes and apart and all(gap == "/" for gap in gaps) and "organisation" in sorts <= {"organisation", "unknown"}
    )


def is_somebody(source: Source, cue: str) -> bool:
    """Whether a source brings in one person: "a clerk at the ministry"; "the union leader", where nobody is called so.

    Args:
        source: as read.
        cue: the words that say that it was said; they show that "a deckhand" is a person.
    """
    first, *between = source.text.lower().split() or [""]
    if source.kind not in ("role", "description") or source.plural:
        return False
    if first in ("a", "an", "one", "another") and not is_org_word(source.head):
        known = source.head in titles() | PERSON_NOUNS or UNNAMED.fullmatch(source.head) is not None
        return known or _SPEAKS.search(cue) is not None
    return first == "the" and source.head in LEADERS and any(map(is_org_word, between[:-1]))


def _described(text: str, span: Span, core: str) -> Source:
    head = head_noun(core)
    first = folded(core.split(maxsplit=1)[0]) if core.split() else ""
    if head in OWNED_BODIES and first in ("his", "her") and len(core.split()) <= 4:
        return Source("body", text, span, head=head)
    if head in PAPERS and not re.search(rf"\s{re.escape(head.title())}\b", core):  # "the NY Post" is none
        return Source("paper", text, span, head=head)
    plural = is_plural(head, first)
    begins = first in ("the", "this", "that", *POSSESSIVE) or _OWNER.match(core) is not None
    # "The woman who called" is told apart from others by what follows, "the former secretary of state" is not.
    short = len(core.split()) <= 4 and not re.search(r"\s(?:of|for|at|in|from)\s", core)
    office = len(core.split()) <= 12 and head in titles() and not re.search(r"\s(?:for|at|in|from)\s", core)
    kind: SourceKind = "role" if begins and (short or office) and not plural else "description"
    return Source(kind, text, span, head=head, plural=plural)
