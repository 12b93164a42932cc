"""What a source span is: a name, a pronoun, two people, a description of somebody unnamed.

Only the span's own words and those right before it are read here; whom they mean is for ``resolve``. The head of the
phrase decides: "Latvian journalist Dainis Ivans" is Dainis Ivans, "a spokesman for Dainis Ivans" is a spokesman.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span

from .cast import Cast
from .lexicon import folded, listed, titles
from .members import Appearance
from .names import is_org_word

SourceKind = Literal["name", "names", "pronoun", "relative", "possessor", "document", "body", "role", "description"]

PERSONAL = frozenset(
    "he she they it we i you him her them me us himself herself themselves his hers their its my our".split()
)
POSSESSIVE = frozenset("his her their its our my".split())
RELATIVE = frozenset("who which that whose whom".split())

_TAIL = re.compile(
    r",|;|:|\(|\s[-–—]+\s|—|–|\s(?:who|which|that|whose|whom|when|where|whether|as|while|after|before|speaking|writing|using|citing|released|"
    r"published|filed|familiar|close|involved|working|representing|including|like|such as)\b"
)
_INSIDE_PREPOSITION = re.compile(
    r"\b(?:of|for|at|from|in|with|within|by|to|on|near|behind|against|about|inside|around|among|under|between|over)\s",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^\s*(?:,\s*)?(?:and|&|as well as|along with)\s+(?:the\s+)?$")
_PARTED_BY_APPOSITION = re.compile(r"^,\s[^,;()]{3,50},\s+and\s+$")
_AND_OTHERS = re.compile(r"^\s+(?:and|&)\s+(?:his|her|its|their|other|others|the|some|a|an)\b")
_WRITTEN_BY = re.compile(
    r"(?:the|a|an|this|that|his|her|its|their|another|one)\s(?:[\w-]+\s){0,2}(?:"
    + "|".join(sorted(listed("organisations", "documents")))
    + r")\s(?:by|from)\s(?:the\s)?",
    re.IGNORECASE,
)
_LIST_COMMA = re.compile(r"^\s*,\s+(?:the\s+)?$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

_OWNER = re.compile(r"[^\W\d_][\w-]*['’]s\s")
OWNED_BODIES = frozenset({"campaign", "administration"})
"""Bodies that are called after one person: "the Novak campaign", "her campaign"."""
PLURAL_HEADS = frozenset(
    "people police officials men women children critics others many some several few both most staff".split()
)
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
            report"). body: a body called after somebody ("the Novak campaign", "her campaign"), with the name of whose
            it is, where one stands there. role: a definite description that may stand for somebody already named
            ("the mayor"). description: everything else.
        text: the source's words, in one line.
        span: the hull of its spans.
        names: the names that are its head; for ``document`` and ``body`` the one whose it is.
        head: the head word, folded; of a pronoun, the pronoun.
        plural: whether the head is more than one.
    """

    kind: SourceKind
    text: str
    span: Span
    names: tuple[Appearance, ...] = ()
    head: str = ""
    plural: bool = False


def read_source(cast: Cast, span: Span) -> Source:
    """Read the source that stands at ``span`` of the text of ``cast``."""
    text = " ".join(span.of(cast.text).split())
    first = folded(m.group()) if (m := _WORD.search(text)) else ""
    bare = re.sub(r"[^\w\s'’]", "", text).strip()
    if folded(bare) in PERSONAL:
        return Source("pronoun", text, span, head=folded(bare))
    if first in RELATIVE and first != "whose":
        return Source("relative", text, span, head=first)
    core = _core(cast.text, span)
    names = cast.at(core)
    if names:
        return _with_names(cast, text, span, core, names)
    if named := _named_behind(cast, span, core):
        return Source("name", text, span, (named,))
    return _described(text, span, core.of(cast.text))


def _core(text: str, span: Span) -> Span:
    """The source without what is hung on behind: appositions, relative clauses, brackets."""
    words = span.of(text)
    lead = len(words) - len(words.lstrip(" ,\"“'‘"))
    cut = _TAIL.search(words, lead + 1)
    end = cut.start() if cut else len(words)
    return Span(span.start + lead, span.start + end) if end > lead else span


def _with_names(cast: Cast, text: str, span: Span, core: Span, names: Sequence[Appearance]) -> Source:
    before = cast.text[core.start : _whole_start(names[0])]
    if _WRITTEN_BY.fullmatch(before) and _can_write(names[0]):
        return Source("document", text, span, (names[0],), head=_head_noun(before))
    if _INSIDE_PREPOSITION.search(before):
        named = _named_behind(cast, span, core)
        return Source("name", text, span, (named,)) if named else _described(text, span, core.of(cast.text))
    together = _together(cast, span, core, names)
    if len(together) > 1:
        return Source("names", text, span, tuple(together), plural=True)
    with_others = _AND_OTHERS.search(cast.text[names[-1].span.end : core.end])
    head = None if with_others else _head_name(cast.text, core, names)
    if head is None:
        return _owned(cast, text, span, core, names)
    after = cast.text[head.span.end : core.end].strip()
    kind: SourceKind = "possessor" if after in ("'s", "’s", "'", "’") else "name"
    return Source(kind, text, span, (head,))


def _can_write(name: Appearance) -> bool:
    return name.member is not None and name.member.kind != "place"


def _together(cast: Cast, span: Span, core: Span, names: Sequence[Appearance]) -> list[Appearance]:
    """The names that speak together: side by side, or a name "and his deputy" whose name follows."""
    if _AND_OTHERS.search(cast.text[names[-1].span.end : core.end]):
        other = _named_behind(cast, span, core)
        return [names[0], other] if other else []
    return _side_by_side(cast, span, names)


def _head_name(text: str, core: Span, names: Sequence[Appearance]) -> Appearance | None:
    """The name that ends the phrase, or from which only a prepositional phrase hangs; None where a noun follows it."""
    for name in names:
        after = text[name.span.end : core.end].strip(" \"”’'")
        if not after or after in ("s",):
            return name
        if re.match(r"(?:of|for|from|at|in|on|with|to|himself|herself|itself|themselves|Jr|Sr|and|or|camp$)\b", after):
            return name
    return None


def _side_by_side(cast: Cast, span: Span, names: Sequence[Appearance]) -> list[Appearance]:
    """Names joined by "and" or listed with commas, from the first on; titles between them do not part them."""
    every = [a for a in cast.at(span) if a.span.start >= names[0].span.start]
    found = [every[0]]
    for name in every[1:]:
        between = cast.text[found[-1].span.end : _whole_start(name)]
        if (
            _CONJUNCTION.match(between)
            or _PARTED_BY_APPOSITION.match(between)
            or (_LIST_COMMA.match(between) and _ends_with_and(cast, span, name))
        ):
            found.append(name)
        else:
            break
    return found[:1] if _noun_follows(cast.text, found[-1], span) else found


def _whole_start(name: Appearance) -> int:
    """Where the name begins, its title included."""
    if name.member is None:
        return name.span.start
    return next((m.whole.start for m in name.member.mentions if m.span == name.span), name.span.start)


def _ends_with_and(cast: Cast, span: Span, name: Appearance) -> bool:
    rest = cast.text[name.span.end : span.end]
    return bool(re.match(r"\s*,?\s*(?:and|&)\s|\s*,\s", rest)) and " and " in f"{rest} "


def _noun_follows(text: str, name: Appearance, span: Span) -> bool:
    return bool(re.match(r"['’]?s?\s+[^\W\d_A-Z]", text[name.span.end : span.end]))


def _owned(cast: Cast, text: str, span: Span, core: Span, names: Sequence[Appearance]) -> Source:
    """A name followed by a noun: a paper of an office ("a Pentagon report"), or people of somebody ("Trump aides")."""
    named = _named_behind(cast, span, core)
    if named:
        return Source("name", text, span, (named,))
    noun = _head_noun(core.of(cast.text))
    if noun in OWNED_BODIES and len(names) == 1 and _is_person(names[0]):
        return Source("body", text, span, (names[0],), head=noun)
    if noun in listed("organisations", "documents") and len(names) == 1 and _is_office(names[0]):
        return Source("document", text, span, (names[0],), head=noun)
    return _described(text, span, core.of(cast.text))


def _is_person(name: Appearance) -> bool:
    return name.member is not None and name.member.may_be_person


def _is_office(name: Appearance) -> bool:
    return name.member is not None and name.member.kind == "organisation"


def _named_behind(cast: Cast, span: Span, core: Span) -> Appearance | None:
    """The name in an apposition behind: "a spokesman for the mayor, Jan Novak,"; None where there is none."""
    name = next(iter(cast.at(Span(core.end, span.end))), None) if core.end < span.end else None
    if name is None or name.member is None:
        return None
    between = cast.text[core.end : _whole_start(name)].strip()
    after = cast.text[name.span.end : span.end].strip()
    if between not in (",", ", the", "–", "—", "--", "-") or (after and after[0] not in ",(–—-"):
        return None
    is_office = name.member.kind == "organisation" and is_org_word(_head_noun(core.of(cast.text)))
    return name if is_office or name.member.may_be_person else None


def _described(text: str, span: Span, core: str) -> Source:
    head = _head_noun(core)
    first = folded(core.split(maxsplit=1)[0]) if core.split() else ""
    if head in OWNED_BODIES and first in ("his", "her") and len(core.split()) <= 4:
        return Source("body", text, span, head=head)
    plural = _is_plural(head, first)
    begins = first in ("the", "this", "that", *POSSESSIVE) or _OWNER.match(core) is not None
    # "The woman who called" is told apart from others by what follows, "the former secretary of state" is not.
    short = len(core.split()) <= 4 and not re.search(r"\s(?:of|for|at|in|from)\s", core)
    office = len(core.split()) <= 12 and head in titles() and not re.search(r"\s(?:for|at|in|from)\s", core)
    kind: SourceKind = "role" if begins and (short or office) and not plural else "description"
    return Source(kind, text, span, head=head, plural=plural)


def _head_noun(core: str) -> str:
    """The last word before the first preposition: "spokesman" of "a spokesman for the mayor"."""
    front = _INSIDE_PREPOSITION.split(core.strip(), maxsplit=1)[0] or core
    words = _WORD.findall(front)
    return folded(words[-1]) if words else ""


def _is_plural(head: str, first: str) -> bool:
    if first in ("a", "an", "one", "another", "this", "that"):
        return False
    if first in ("these", "those", "many", "several", "some", "two", "three", "four", "other", "both", "few", "most"):
        return True
    return head in PLURAL_HEADS or (
        head.endswith("s") and not head.endswith(("ss", "us", "is")) and not is_org_word(head)
    )
