"""The article's own voice: "I" and "we" outside quotation marks, "this newspaper", "this reporter".

"I" is the author. "We" is the outlet where it tells of its work ("we asked both campaigns"), else the author; in an
interview that is printed as questions and answers it is neither. Nor is either in a paragraph that a label or a colon
announces ("Then he said this:"): it may be set off without quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.domain import Article, Span, Speaker

from .bylines import authors
from .chains import Chain
from .lexicon import folded, titles
from .names import is_org_word
from .offices import PERSON_NOUNS
from .scene import Scene
from .sources import Source

_OF_A_NEWSROOM = re.compile(
    r"['’]?(?:ve|d|re)?\s(?:(?:have|had|also|first|previously|recently|\w+ly)\s)*(?:ask|reach|contact|report|obtain|publish|revie|"
    r"interview|fact-check|rat|verif|request|sought|polled|survey|emailed|called|spoke|wrote|invit)\w*",
    re.IGNORECASE,
)
_OUTLETS = frozenset("newspaper paper magazine outlet publication website site network station blog column".split())
_VERSION = re.compile(r"\bversions?\sof\sthis\s(?:article|story|report|post|column)\b", re.IGNORECASE)
_WRITERS = frozenset("reporter writer author columnist correspondent".split())
_ANSWERS = re.compile(r"(?:^|\n)[^\S\n]*(?:Q|A|QUESTION|ANSWER)\s?[:.]\s|(?:^|[.?!]\s)(?:Q|A):\s")
_ANNOUNCES = re.compile(r"\S\s+\S+:$")  # of two words or more: "Advertisement:" announces nothing that is said
_LABEL = re.compile(r"[A-Z][A-Z.' -]{2,30}:\s")
_FEWEST_ANSWERS = 3
_QUESTION = re.compile(r"^[^\n“”\"]{0,200}\byou(?:r|rs)?\b[^\n“”\"]{0,200}\?[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_FEWEST_QUESTIONS = 2  # one may be put to the reader
_IS_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:,?\s[\w.'’-]+){1,4}")


class OwnVoice:
    """Whom the article means by itself.

    Args:
        article: as read, with what is known of outlet and author.
        scene: its text.
    """

    def __init__(self, article: Article, scene: Scene) -> None:
        self.article = article
        self.scene = scene
        self._authors = _several(article.byline or "")
        self._is_interview = (
            len(_ANSWERS.findall(article.text)) >= _FEWEST_ANSWERS
            or len(_QUESTION.findall(article.text)) >= _FEWEST_QUESTIONS
        )

    def i(self, source: Source, around: Speaker | None) -> Speaker:
        """Whom "I" means: whose words it stands in, else the author.

        Args:
            source: the pronoun.
            around: who speaks the words that it stands in; None where they are the article's.
        """
        if around is not None:
            return _inside(source, around)
        if self.scene.in_quotes(source.span):
            return Speaker(reason=f"'{source.text}' stands in a quotation whose speaker is not marked")
        if self._is_block(source.span):
            return Speaker(reason=f"'{source.text}' may be another's: a label or a colon announces the paragraph")
        if self._is_interview:
            return Speaker(
                reason=f"'{source.text}' may be whoever asks or answers: questions are printed without marks"
            )
        if len(self._authors) > 1:
            reason = f"'{source.text}' outside quotation marks is one of {len(self._authors)} authors, not told which"
            return Speaker(type="author", candidates=self._authors, reason=reason)
        return self._author(source, 0.8, f"'{source.text}' outside quotation marks is the author")

    def we(self, source: Source, around: Speaker | None) -> Speaker:
        """Whom "we" means: the body or the people whose words it stands in, else the outlet or the author.

        Args:
            source: the pronoun.
            around: see ``i``. One person who says "we" speaks of others too, and they are not named.
        """
        if around is not None and around.type in ("organisation", "group"):
            return _inside(source, around)
        if around is not None or self.scene.in_quotes(source.span) or self._is_interview or self._is_block(source.span):
            return Speaker(
                reason=f"'{source.text}' stands for people the text does not name here", evidence=(source.span,)
            )
        if self.article.outlet and _OF_A_NEWSROOM.match(self.article.text, source.span.end):
            return self._outlet(source, 0.7)
        return self._author(source, 0.5, f"'{source.text}' outside quotation marks is the author")

    def _is_block(self, span: Span) -> bool:
        """Whether the paragraph is somebody's, by a label before it or a colon at the end of the one above."""
        number = self.scene.paragraph(span.start)
        here, above = self.scene.paragraphs[number], self.scene.paragraphs[max(0, number - 1)]
        text = self.article.text
        ends_so = number > 0 and text[above.end - 1] == ":"  # most do not, and then it is not looked through
        announced = ends_so and _ANNOUNCES.search(above.of(text)) is not None
        return announced or _LABEL.match(self.article.text, here.start) is not None

    def named_so(self, source: Source) -> Speaker | None:
        """The outlet or the author, where a description calls them "this newspaper" or "this reporter"; else None."""
        if self.article.outlet and _VERSION.search(source.text):
            return self._outlet(source, 0.8)
        if source.text.lower().split() != ["this", source.head]:
            return None
        if source.head in _OUTLETS and self.article.outlet:
            return self._outlet(source, 0.8)
        if source.head in _WRITERS:
            return self._author(source, 0.8, f"'{source.text}' is the author")
        return None

    def _outlet(self, source: Source, confidence: float) -> Speaker:
        reason = f"'{source.text}' outside quotation marks is the outlet that prints it"
        return Speaker(self.article.outlet, "organisation", confidence, reason=reason, evidence=(source.span,))

    def _author(self, source: Source, confidence: float, reason: str) -> Speaker:
        return Speaker(
            name=self.article.byline,
            type="author",
            confidence=confidence if self.article.byline else 0.0,
            reason=reason + ("" if self.article.byline else ", and the article has no byline"),
            evidence=(source.span,),
        )


def _several(byline: str) -> tuple[str, ...]:
    """The names in a byline of two or more ("Jan Novak, Marta Quill and Ed Tay"); of any other, that as it is."""
    names = tuple(part.strip(" \"“”'") for part in authors(byline))
    all_names = bool(names) and all(_IS_NAME.fullmatch(name) and not _tells_office(name) for name in names)
    return names if all_names else (byline,)


def _tells_office(words: str) -> bool:
    """Whether it is what an author is, not who: "Political Commentator"."""
    return any(w in titles() or w in PERSON_NOUNS or is_org_word(w) for w in map(folded, words.split()))


def _inside(source: Source, around: Speaker) -> Speaker:
    evidence = Chain((source.span,)).then(around.evidence).links
    return replace(around, reason=f"'{source.text}' inside the words of: {around.reason}", evidence=evidence)
