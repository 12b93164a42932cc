"""What is said of a checked quotation, in words that accuse nobody: a machine read both texts, a person must look."""

from __future__ import annotations

from collections import Counter

from onrecord.domain import CheckedDraft, CheckedQuote, Difference, FoundIn, Searched, Speaker, Wording

from .citing import link_to
from .safe import one_line
from .words import counted, day_words

WORDINGS: dict[Wording, str] = {
    "verbatim": "verbatim",
    "shortened": "shortened",
    "altered": "differs",
    "not-found": "not found",
}
"""What each answer is called on screen."""

_DOUBTS = {
    "another speaker": "with another speaker",
    "another day": "with another day",
    "the transcript differs": "that a transcript has otherwise",
}
"""What may stand beside the wording, and what is said of how many it stands beside."""

_LONGEST = 160
"""Code points of the words of a difference that are shown whole."""


def doubts(quote: CheckedQuote) -> list[str]:
    """What stands beside the wording, where a person must look at more than that; a few words each."""
    told = (quote.speaker_agrees == "no", quote.day_agrees == "no", quote.original_differs)
    return [name for name, holds in zip(_DOUBTS, told, strict=True) if holds]


def places(quote: CheckedQuote) -> list[FoundIn]:
    """Where it stands; at the end the transcript that has it otherwise, where it is none of these."""
    found = list(quote.found_in)
    if quote.original_differs and quote.original and quote.original.id not in {one.id for one in found}:
        found.append(quote.original)
    return found


def messages(quote: CheckedQuote, searched: Searched) -> list[str]:
    """What there is to say of one quotation, the wording first; each a sentence without a full stop."""
    if not quote.found_in:
        return [not_found(quote, searched)]
    best = quote.found_in[0]
    said = [_wording(quote, best)]
    said += [one_line(remark) for remark in best.remarks]
    said += [speaker_words for speaker_words in [_speaker(quote, searched)] if speaker_words]
    said += [day for day in [_day(quote, searched)] if day]
    if quote.original_differs and quote.original:
        other = differences_words(quote.original.differences)
        said.append(f"{against(quote.original)} has it otherwise: {other}")
    return said


def sentences(quote: CheckedQuote, searched: Searched) -> list[str]:
    """The same, each as a whole sentence."""
    return [f"{message[:1].upper()}{message[1:]}." for message in messages(quote, searched)]


def not_found(quote: CheckedQuote, searched: Searched) -> str:
    """That it was not found, and in how much."""
    told = [counted(searched.articles, "article")]
    told += [_days(searched)] if searched.first and searched.last else []
    if quote.with_speaker is not None:
        told.append(f"{quote.with_speaker:,} with this speaker")
    return f"not in {searched.place} ({', '.join(told)}); that does not mean that it was not said"


def searched_words(searched: Searched) -> str:
    """How much was searched, as one clause."""
    days = f", {_days(searched)}" if searched.first and searched.last else ""
    return f"{searched.place}: {counted(searched.articles, 'article')}{days}"


def _days(searched: Searched) -> str:
    if searched.first == searched.last:
        return day_words(searched.first) or ""
    return day_words(f"{searched.first}/{searched.last}") or ""


def _wording(quote: CheckedQuote, best: FoundIn) -> str:
    where = against(best)
    if quote.wording == "verbatim":
        more = f", and in {counted(quote.total - 1, 'more text')}" if quote.total > 1 else ""
        return f"verbatim in {where}{more}"
    if quote.wording == "shortened":
        return f"shortened, with the cuts marked, from {where}"
    return f"differs from {where}: {differences_words(best.differences)}"


def against(found: FoundIn) -> str:
    """What the words stand in: a transcript, or what one outlet prints."""
    article = found.article
    title = one_line(article.title or article.path or found.id)
    day = day_words(article.published)
    if found.is_transcript:
        return f"a transcript, “{title}”" + (f", {day}" if day else "")
    bits = [one_line(article.outlet or "one text"), f"“{title}”", day]
    return "the print of " * bool(article.outlet) + ", ".join(bit for bit in bits if bit)


def differences_words(differences: tuple[Difference, ...]) -> str:
    """The differences, one after another: “here” in the draft, “there” in the source."""
    return "; ".join(difference_words(one) for one in differences)


def difference_words(difference: Difference) -> str:
    """One difference as a clause."""
    draft, source = _short(difference.draft), _short(difference.source)
    if difference.marked:
        return f"{draft} stands for “{source}”"
    if not difference.draft:
        return f"the draft leaves out “{source}” without a mark"
    if not difference.source:
        return f"the draft adds “{draft}”"
    return f"the draft has “{draft}”, the source “{source}”"


def _short(words: str) -> str:
    line = one_line(words)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2].rstrip()} … {line[-_LONGEST // 2 :].lstrip()}"


def speaker_found(found: FoundIn) -> str | None:
    """Whom a source gives the words to, and how sure the machine is of it; None where it gives them to nobody."""
    speaker = found.statement.speaker if found.statement else None
    return _named(speaker) if speaker and speaker.name else None


def _named(speaker: Speaker) -> str:
    return f"{one_line(speaker.name or '')} (machine, {speaker.confidence:.2f})"


def _speaker(quote: CheckedQuote, searched: Searched) -> str | None:
    telling = next((one for one in quote.found_in if one.wording == quote.wording and speaker_found(one)), None)
    if telling is None:
        return None
    has = f"{_have(searched)} it from {speaker_found(telling)}"
    draft = quote.statement.speaker.name if quote.statement else None
    if quote.speaker_agrees == "no":
        return f"{has}, the draft from {one_line(draft or '')}: look"
    if quote.speaker_agrees == "unknown":
        return f"{has}; whom the draft means the machine could not tell"
    agreeing = [one for one in quote.found_in if one.speaker_agrees == "yes" and one.wording == quote.wording]
    if not all(one.known_as for one in agreeing):
        return None
    best = agreeing[0]
    return f"{_have(searched)} it from {speaker_found(best)}, whom it knows as {one_line(best.known_as or '')}, too"


def _day(quote: CheckedQuote, searched: Searched) -> str | None:
    if quote.day_agrees != "no":
        return None
    telling = next(one for one in quote.found_in if one.day_agrees == "no" and one.statement)
    theirs = day_words(telling.statement.said_on.edtf if telling.statement else None)
    mine = day_words(quote.statement.said_on.edtf if quote.statement else None)
    return f"{_have(searched)} it said on {theirs}, the draft on {mine} (machine): look"


def _have(searched: Searched) -> str:
    return f"{searched.place} {'has' if searched.place.startswith('this ') else 'have'}"


def link(found: FoundIn) -> str | None:
    """The address of a source with a text fragment that shows the words; None where it has no web address."""
    return link_to(found.article, (found.span,))


def summary(draft: CheckedDraft) -> str:
    """How many quotations there are, of each answer, and what was passed over."""
    names = WORDINGS | {"altered": "in other words"}
    counts = [(name, sum(q.wording == wording for q in draft.quotes)) for wording, name in names.items()]
    told = [f"{number} {name}" for name, number in counts if number]
    beside = Counter(doubt for quote in draft.quotes for doubt in doubts(quote))
    told += [f"{beside[name]} {words}" for name, words in _DOUBTS.items() if beside[name]]
    line = f"{counted(len(draft.quotes), 'quotation')}" + (f": {', '.join(told)}" if told else "")
    if draft.passed_over:
        short = counted(draft.passed_over, "short one")
        line += f"; {short} that nobody is quoted with passed over"
    return f"{line}."
