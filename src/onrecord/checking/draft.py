"""A draft, checked: each of its quotations sought, and each thing that it tells put beside what comes nearest to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.aligning import words
from onrecord.domain import (
    Agreement,
    CheckedDraft,
    CheckedQuote,
    Extracted,
    FoundIn,
    Span,
    Statement,
    Told,
    hull,
    joined,
)
from onrecord.domain.sentences import around, paragraphs_of, sentences
from onrecord.extraction.quotes import quotations

from .agree import days_agree, speakers_agree
from .near import nearest
from .places import Lines
from .quoted import Quoted, take_apart
from .seeking import Seeker, Seen
from .sources import Sources, Stated, holding
from .turning import denies

SHORT = 3
"""Words up to which a quotation that is attributed to nobody is passed over: a title, a word held at arm's length."""

_SHOWN = 5
"""Places shown of one quotation."""

_TELLING = 6
"""Words from which on it tells something that another said them, or that they were said on another day."""

_OWN_WORDS = 4
"""Words outside quotation marks from which on a draft tells something in its own words."""

_BEFORE = 40  # code points before a quotation in which the draft may deny it


def check(draft: Extracted, sources: Sources, *, told: bool = True) -> CheckedDraft:
    """Check one draft.

    Args:
        draft: as read, with its statements; without any, the quotations are checked and nobody is known to speak.
        sources: what to check it against. A text of the same bytes as the draft is passed over.
        told: whether to list paraphrases and figures, too.
    """
    checker = _Checker(draft, sources)
    quotes = []
    passed_over = 0
    for span in checker.quoted:
        quoted = take_apart(span.of(draft.article.text))
        statement = checker.statement_of(span)
        if not len(quoted) or (len(quoted) <= SHORT and not checker.is_attributed(span, statement)):
            passed_over += bool(len(quoted))
            continue
        quotes.append(checker.quote(span, quoted, statement))
    return CheckedDraft(
        article=draft.article,
        quotes=tuple(quotes),
        told=tuple(checker.told()) if told else (),
        passed_over=passed_over,
        searched=sources.searched(),
        lines_of_file=checker.lines.of_file,
    )


def _quoted_spans(text: str) -> Iterator[Span]:
    """The quotations of a text, the inner ones left to those that hold them."""
    for quotation in quotations(text):
        if quotation.depth == 1:
            yield quotation.span


class _Checker:
    """One draft and what it is held against."""

    def __init__(self, draft: Extracted, sources: Sources) -> None:
        self._draft, self._sources = draft, sources
        self._text = draft.article.text
        self._seeker = Seeker(sources, draft.article.sha256)
        self.lines = Lines(draft.article)
        self._sentences = sentences(self._text) or (Span(0, len(self._text) or 1),)
        self.quoted = tuple(_quoted_spans(self._text))

    def statement_of(self, span: Span) -> Statement | None:
        """The statement of the draft that holds a quotation; None where it is attributed to nobody."""
        return holding(self._draft.statements, span)

    def is_attributed(self, span: Span, statement: Statement | None) -> bool:
        """Whether somebody is quoted with these words: the statement that holds them is told in their sentence."""
        if statement is None:
            return False
        told_by = hull((*statement.source, *statement.cue))
        sentence = self._sentences[around(self._sentences, span.start)]
        return told_by is not None and sentence.overlaps(told_by)

    def quote(self, span: Span, quoted: Quoted, statement: Statement | None) -> CheckedQuote:
        """One quotation with the answers."""
        seen = self._seeker.seek(quoted, denied=self._is_denied(span))
        speaker = statement.speaker.name if statement else None
        found = tuple(self._found(one, statement) for one in seen[:_SHOWN])
        tells = len(quoted) >= _TELLING
        original = self._original(seen, statement, tells=tells)
        # Of places whose words are equally near, one whose speaker agrees says more than one whose does not.
        best = found[0].wording if found else "not-found"
        found = tuple(sorted(found, key=lambda one: (one.wording != best, one.speaker_agrees == "no")))
        line, column = self.lines.of(span.start)
        same = [one for one in found if one.wording == best]
        return CheckedQuote(
            quote=quoted.text,
            span=span,
            line=line,
            column=column,
            statement=statement,
            wording=best,
            speaker_agrees=_of_all([one.speaker_agrees for one in same], tells),
            day_agrees=_of_all([one.day_agrees for one in same if one.speaker_agrees != "no"], tells),
            found_in=found,
            total=sum(one.judged.wording == best for one in seen),
            original=original,
            with_speaker=self._sources.with_speaker(speaker) if speaker else None,
        )

    def _original(self, seen: Sequence[Seen], statement: Statement | None, *, tells: bool) -> FoundIn | None:
        """The first transcript whose speaker is not another. A few words with a change in them are others."""
        for one in seen:
            if one.article.kind == "transcript" and (tells or one.judged.wording != "altered"):
                found = self._found(one, statement)
                if found.speaker_agrees != "no":
                    return found
        return None

    def _found(self, seen: Seen, statement: Statement | None) -> FoundIn:
        judged = seen.judged
        theirs = self._sources.stated(seen.text_id, judged.span) or Stated(None, None)
        speaker, day = (statement.speaker, statement.said_on) if statement else (None, None)
        names = self._sources.other_names(seen.text_id, theirs.statement) if theirs.statement else ()
        agreed = speakers_agree(speaker, theirs.statement.speaker if theirs.statement else None, names)
        days = days_agree(day, theirs.statement.said_on if theirs.statement else None)
        return FoundIn(
            article=seen.article,
            id=seen.text_id,
            span=judged.span,
            wording=judged.wording,
            differences=judged.differences,
            remarks=judged.remarks,
            statement=theirs.statement,
            statement_id=theirs.id,
            speaker_agrees=agreed.agreement,
            day_agrees="unknown" if days == "no" and statement and not self._tells_day(statement) else days,
            known_as=agreed.known_as,
        )

    def _tells_day(self, statement: Statement) -> bool:
        """Whether the draft tells its day in the paragraph of the words; one carried there contradicts nothing."""
        told, whole = statement.said_on.evidence, hull((*statement.source, *statement.cue, *statement.content))
        return not told or (whole is not None and any(paragraphs_of(self._text, whole).overlaps(span) for span in told))

    def told(self) -> Iterator[Told]:
        """What the draft tells in its own words, or as a figure."""
        for statement in self._draft.statements:
            if statement.form == "direct" or statement.act != "said" or statement.field != "text":
                continue
            span = hull(statement.content)
            figures = tuple(f.text for f in self._draft.figures if f.statement == statement.id)
            if span is None or (self._own_words(statement) < _OWN_WORDS and not figures):
                continue
            words_ = joined(statement.content, self._text)
            line, column = self.lines.of(span.start)
            near = nearest(words_, statement.speaker.name, self._sources, self._draft.article.sha256)
            yield Told(" ".join(words_.split()), line, column, statement, figures, near)

    def _own_words(self, statement: Statement) -> int:
        """How many words of a content stand outside quotation marks."""
        offsets = [
            content.start + word.start for content in statement.content for word in words(content.of(self._text))
        ]
        return sum(not any(span.start <= at < span.end for span in self.quoted) for at in offsets)

    def _is_denied(self, span: Span) -> bool:
        before = self._text[max(0, span.start - _BEFORE) : span.start]
        return any(denies(word.folded) for word in words(before))


def _of_all(answers: list[Agreement], tells: bool) -> Agreement:
    """Yes where one place agrees, no where places tell, none agrees, and the words are no one's but a speaker's own."""
    return "yes" if "yes" in answers else "no" if "no" in answers and tells else "unknown"
