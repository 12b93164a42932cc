"""The dictionary form of a cue's head word: "has declared" is declare, "according to" stays as it is.

Reporting verbs are what scholars of attribution count, so the form must be one a dictionary has. A table gives the
irregular verbs; regular endings are taken off, and which of the possible stems is meant ("denied": deny, not denie)
is decided by a list of the verbs and nouns that report speech.

What sort of saying a verb makes of it is a table too: the communicative acts of Bach and Harnish (Linguistic
Communication and Speech Acts, 1979, chapter 3), a finer cut of Searle's five (1976), drawn together to what a study of
news counts: their assertives and suggestives that the writer leaves to the speaker are ``claim``, dissentives and
disputatives ``deny``, promises and offers ``promise``, requestives, questions and requirements ``ask``, and such
advisories as tell of harm, with threats, ``warn``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.domain import CueClass

_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "be": "am is are was were been being",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "buy": "bought",
        "cast": "cast",
        "catch": "caught",
        "come": "came",
        "cry": "cried cries",
        "do": "did done does",
        "draw": "drew drawn",
        "feel": "felt",
        "fight": "fought",
        "find": "found",
        "foresee": "foresaw foreseen",
        "choose": "chose chosen",
        "focus": "focused focuses focusing",
        "seek": "sought",
        "spend": "spent",
        "forget": "forgot forgotten",
        "give": "gave given",
        "go": "went gone goes",
        "have": "had has",
        "hear": "heard",
        "hit": "hit",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lay": "laid",
        "leave": "left",
        "make": "made",
        "mean": "meant",
        "put": "put",
        "quit": "quit",
        "quote": "quoth",
        "read": "read",
        "say": "said says sez",
        "see": "saw seen",
        "send": "sent",
        "show": "shown",
        "sing": "sang sung",
        "speak": "spoke spoken",
        "swear": "swore sworn",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "tie": "tying",
        "understand": "understood",
        "use": "used uses using",
        "withdraw": "withdrew withdrawn",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}

_REPORTING = frozenset(
    "accept accuse acknowledge add address admit advise advocate affirm agree allege allow allude announce answer "
    "anticipate apologise apologize appeal applaud appreciate argue ask assail assert assess assume assure attack "
    "attribute aver avoid avow back bark beg begin believe bemoan beseech blame blast boast brag call caution "
    "celebrate challenge charge charm chide cite claim clarify comment compare complain concede conclude condemn "
    "confess confide confirm confront congratulate consider contend continue contradict convey cry counter credit "
    "criticise criticize deadpan debate decide declaim declare decline decry defend demand denounce deny deplore "
    "depict describe determine disagree disavow disclose discover discuss dismiss dispute dodge doubt echo elaborate "
    "emphasise emphasize encourage endorse envision estimate evade exclaim exhort expect explain express exult fear "
    "feel find forecast foresee fret fume guess gush hail hear highlight hint hold hope hypothesise hypothesize "
    "identify ignore illustrate imagine imply indicate inform inquire insinuate insist instruct intend interject "
    "interrupt invite invoke joke jeer judge know lament laugh lash learn lecture liken list maintain marvel mean "
    "mention mock mourn mumble murmur mutter muse note notice oppose object observe offer opine order outline "
    "paraphrase phrase plead pledge point ponder portray posit post praise pray predict present press proclaim "
    "profess project promise pronounce propose protest prove publish put question quip quote raise reaffirm reason "
    "reassure rebuff rebuke rebut recall recite recognise recognize recommend recount refer reflect refuse refute "
    "regret reiterate reject rejoice relate release remark remember remind repeat reply report repudiate request "
    "resolve respond restate retort retweet reveal rule say scoff scold scream see shout show shrug signal sigh sing "
    "slam sneer snap speak specify speculate state stipulate stress submit suggest suppose surmise suspect swear talk "
    "tease tell testify thank theorise theorize think threaten tout tweet underline underscore understand urge vent "
    "verify voice volunteer vow wail want warn weigh welcome whisper wish wonder worry write yell accusation "
    "affirmation allegation announcement argument assertion assessment assumption belief complaint conclusion "
    "conviction declaration denial description expectation explanation idea impression insistence opinion prediction "
    "proposal refusal silence speculation statement suggestion suspicion testimony threat view warning".split()
)
"""Dictionary forms of words that report what was said or thought."""

_SORTS: dict[CueClass, str] = {
    "claim": "accuse affirm allege argue assert attribute aver avow blame boast brag charge claim contend fault imply "
    "insinuate insist maintain posit profess purport reaffirm swear accusation allegation argument assertion "
    "contention insinuation insistence",
    "deny": "contradict counter deny disagree disavow disclaim dismiss dispute object oppose rebuff rebut refute "
    "reject repudiate denial objection rebuttal rejection",
    "promise": "assure commit guarantee offer pledge promise reassure volunteer vow assurance commitment",
    "ask": "appeal ask beg beseech command demand encourage exhort implore inquire instruct invite order petition "
    "plead press query question request urge wonder inquiry plea",
    "warn": "admonish alert caution threaten warn threat warning",
}
_CLASSES = {lemma: sort for sort, lemmas in _SORTS.items() for lemma in lemmas.split()}
"""The sort of each lemma; what is not here (say, tell, add, note, call, show) is neutral."""

_CALL_ON = re.compile(r"\bcall(?:s|ed|ing)?\s+(?:for|on|upon)\b", re.IGNORECASE)
"""A "call" for something is a request; "called it a mistake" is none."""

_SKIPPED = frozenset(
    "has have had having is are was were be been being am do does did will would can could may might must shall "
    "should ought not never also then again still already later previously recently once even just only to he she it "
    "they who which that as in on at by of for with from and or but so too the a an his her their its yet soon first "
    "now himself herself n't further therefore thus however instead ever long "
    "often always sometimes twice perhaps".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_LACKS_E = re.compile(
    r"(?:[^aeiouylr]l|[nlrp]s|v|u|c|z|dg|[aeo]rg|ang|eng|(?<![aeiou])(?:ag|at|ut|ir|ar|ur|us|os|is|ud|id|ed|as|um))$"
)
"""Ends that no English verb has without an "e": settl(e), endors(e), argu(e), manag(e), decid(e)."""
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # nam(e), vot(e): a short verb without "e" would be doubled
_KEPT_DOUBLE = ("ll", "ss", "ff", "zz")


def cue_lemma(cue_text: str) -> str | None:
    """The dictionary form of a cue's head word.

    The head is the first word that reports speech; where none does, the first that is no auxiliary, adverb, pronoun or
    preposition. "according to" is a form of its own.

    Returns:
        lower case; None for a cue without words (a colon, a dash) or of function words alone.
    """
    words = [w.lower().replace("’", "'") for w in _WORD.findall(cue_text)]
    if "according" in words:
        return "according to"
    content = [w for w in words if len(w) > 1 and w not in _SKIPPED and not w.endswith("n't") and not _is_adverb(w)]
    for word in content:
        lemma = lemmatised(word)
        if lemma in _REPORTING:
            return lemma
    return lemmatised(content[0]) if content else None


def cue_class(cue_text: str) -> CueClass | None:
    """What sort of saying a cue makes of what was said; None for a cue without words (a colon, a dash)."""
    lemma = cue_lemma(cue_text)
    if lemma is None:
        return None
    if lemma == "call" and _CALL_ON.search(cue_text):
        return "ask"
    return _CLASSES.get(lemma, "neutral")


def lemmatised(word: str) -> str:
    """The dictionary form of one word in small letters."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _REPORTING:
        return word
    stems = list(_stems(word))
    return next((s for s in stems if s in _REPORTING), stems[0] if stems else word)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in ("reply", "imply", "apply", "rely", "rally")


def _stems(word: str) -> Iterator[str]:
    """The stems that a regular ending can have been put to, the likeliest first."""
    if word.endswith("'s"):
        yield word[:-2]
    elif word.endswith(("ied", "ies")) and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith("ed") and len(word) > 4:
        yield from _restored(word[:-2])
    elif word.endswith("ing") and len(word) > 5:
        yield from _restored(word[:-3])
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        yield word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        yield word[:-1]


def _restored(stem: str) -> Iterator[str]:
    """A stem with what its ending took away: "admitt" is admit, "declar" is declare, "warn" is warn."""
    if _DOUBLED.search(stem) and not stem.endswith(_KEPT_DOUBLE):
        yield stem[:-1]
    needs_e = _LACKS_E.search(stem) or _SHORT_STEM.fullmatch(stem)
    yield from (stem + "e", stem) if needs_e else (stem, stem + "e")
    if _DOUBLED.search(stem):
        yield stem[:-1]
