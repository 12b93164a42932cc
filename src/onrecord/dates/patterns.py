"""The words in which English news tells of time, as tables of patterns.

Two tables: ``SOUGHT`` holds what is looked for in a running text; ``BARE`` holds words that speak of time only where
one knows that they do ("the period", "once", "current"). Each row is a kind of ``TimeExpression`` with a pattern;
groups bear the names that ``expressions`` reads.
"""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Seasons with the numbers that EDTF level 1 gives them."""

NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "the": 1, "a couple of": 2}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 2, "latter": 2}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DAY_NAME = rf"(?:{'|'.join(WEEKDAYS)})"
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_ONES = "one two three four five six seven eight nine".split()
_SPELLED = (
    rf"(?P<spelled>(?:nineteen|eighteen|twenty)[\s-](?:hundred|{'|'.join(_TEENS)}|(?:{'|'.join(_TENS[1:])})(?:[\s-](?:{'|'.join(_ONES)}))?)"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?:{'|'.join(_ONES)}))?)"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_TURNED = r"last|this\s+past|this\s+coming|this|next|past|coming"
_TOLD = r"the\s+(?:previous|preceding|following)"
_WHEN = rf"(?:(?P<direction>(?:the\s+)?(?:{_TURNED})|{_TOLD})\s+)?"
_COUNT = r"(?P<count>a\s+couple\s+of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_ABOUT = r"(?:(?:nearly|almost|about|around|some|more\s+than|over|at\s+least|just|exactly)\s+)*"
_PART_OF = r"(?:very\s+)?(?:beginning|start|middle|end|close|rest|remainder|most|part)\s+of"
_VAGUE = rf"(?:(?:the\s+)?(?:early|late|mid|earlier|later|sometime|(?:{_PART_OF}))(?:\s+in)?[\s-]+(?:the\s+)?)?"
_WHOSE = r"(?P<whose>last|this|next|that|the\s+(?:past|previous|preceding|current|coming|following|same))\s+year"
_UNIT = r"(?P<unit>day|week|month|quarter|year|decade|century)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:fiscal\s+)?(?:{_YEAR}\b|{_WHOSE}\b))"
_OWN = rf"(?:(?:{_WHOSE}['’]s|the\s+{_YEAR})\s+)"
_QUARTER = (
    r"(?:the\s+)?(?:(?P<back>year-(?:ago|earlier))\s+)?(?:(?P<fiscal>fiscal)[\s-]+)?"
    r"(?P<part>first|second|third|fourth)[\s-]+(?:fiscal\s+)?quarter\b"
)
_HALF = r"(?P<part>first|second|last|latter)[\s-]+half\b"
_NO_COUNT = r"(?!-?\d|[\d%]|\s*(?:people|percent|dollars|soldiers|miles|votes|words)|[-,.]\d)"

_HOLIDAYS = (
    r"new\s+year['’]s\s+(?:day|eve)|martin\s+luther\s+king(?:\s+jr\.?)?\s+day|valentine['’]s\s+day|st\.\s+patrick['’]s\s+day|"
    r"presidents['’]?\s+day|easter(?:\s+sunday)?|good\s+friday|memorial\s+day|independence\s+day|(?:the\s+)?fourth\s+of\s+july|"
    r"labor\s+day|columbus\s+day|halloween|election\s+day|veterans['’]?\s+day|thanksgiving(?:\s+day)?|christmas(?:\s+(?:day|eve))?"
)

_SOUGHT = (
    ("day", r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    ("day", r"(?P<number>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])/(?P<year>19\d\d|20\d\d)(?!\d)"),
    (
        "day",
        rf"(?:{_DAY_NAME},?\s+)?(?:the\s+(?:morning|night|evening|afternoon)\s+of\s+)?{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b"
        rf"(?!,\d{{3}}|\s*(?:percent|per cent|%))(?:,?\s+(?:of\s+)?(?:{_YEAR}|{_WHOSE})\b)?",
    ),
    (
        "day",
        rf"(?:{_DAY_NAME},?\s+)?(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![\w.]*\s\d{{1,2}}\b)"
        rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|{_WHOSE})\b)?",
    ),
    ("month", rf"{_VAGUE}{_MONTH},?\s+(?:of\s+)?(?:{_YEAR}|{_WHOSE})\b"),
    ("month", rf"{_WHEN}{_VAGUE}{_MONTH}(?!\w)"),
    (
        "season",
        rf"{_WHEN}{_VAGUE}(?P<season>spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?(?:{_YEAR}|{_WHOSE}))?\b",
    ),
    (
        "weekday",
        rf"(?:(?:early|earlier|late|later)\s+)?{_WHEN}{_VAGUE}(?P<weekday>{'|'.join(WEEKDAYS)}){_PART}\b(?!-\w)",
    ),
    ("holiday", rf"{_WHEN}(?P<holiday>{_HOLIDAYS})(?:,?\s+{_YEAR})?\b"),
    (
        "nearby",
        r"(?:(?:earlier|later|late|early)\s+)?(?P<nearby>today|yesterday|tonight|tomorrow|"
        rf"this\s+(?:morning|afternoon|evening)|last\s+night|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)){_PART}\b",
    ),
    (
        "period",
        rf"{_VAGUE}(?P<direction>(?:the\s+)?(?:{_TURNED}|current|same|that|latest)|{_TOLD})\s+"
        r"(?:(?P<fiscal>fiscal)\s+|calendar\s+|full\s+)?(?P<unit>week|weekend|month|quarter|year|decade|century)\b",
    ),
    ("period", rf"{_VAGUE}the\s+(?P<unit>weekend)\b"),
    ("period", r"(?:earl(?:y|ier)|late|later)\s+in\s+the\s+(?P<unit>week|month|year)\b"),
    ("period", rf"(?:the\s+)?(?P<unit>week)\s+of\s+{_MONTH}\s+{_DAY}\b(?:,?\s+{_YEAR}\b)?"),
    ("same", r"(?:earlier\s+|later\s+)?(?:that|(?:the|that)\s+same)\s+(?P<unit>day|morning|afternoon|evening|night)\b"),
    ("ago", rf"{_ABOUT}{_COUNT}\s+{_UNIT}s?\s+ago\b"),
    (
        "from",
        rf"{_ABOUT}{_COUNT}\s+{_UNIT}s?\s+(?:(?P<back>earlier|before|previously)|later|afterwards?)\b(?!\s+(?:the|his|her)\b)",
    ),
    (
        "from",
        r"the\s+(?:(?P<back>previous|preceding)|next|following)\s+(?P<unit>day|morning|afternoon|evening|night)\b",
    ),
    (
        "from",
        rf"(?:{_ABOUT}{_COUNT}|the)\s+(?P<unit>day|week|month|year)s?\s+(?:(?P<back>before)|after|following)\s+"
        r"(?P<event>(?:the|his|her|their|its|a|an|that|[^\W\d_]+['’]s)\s+(?:[^\W\d_][\w-]*\s+){0,3}?[^\W\d_][\w-]*)",
    ),
    ("from", r"the\s+(?P<unit>day|week|month|year)\s+(?P<back>before)\b"),
    (
        "from",
        r"(?:(?:the|a)\s+)?(?:(?:comparable|corresponding|same)\s+)?(?P<unit>year)-(?P<back>earlier|ago)(?:\s+(?:period|quarter))?\b",
    ),
    (
        "from",
        r"the\s+(?:corresponding|comparable|same)\s+(?:period|quarter)\s+(?P<back>last|a)\s+(?P<unit>year)(?:\s+(?:earlier|ago))?\b",
    ),
    ("quarter", rf"{_OWN}?{_QUARTER}"),
    ("quarter", rf"(?:the\s+)?{_QUARTER}{_OF_YEAR}"),
    ("half", rf"{_OWN}{_HALF}"),
    ("half", rf"(?:the\s+)?{_HALF}{_OF_YEAR}"),
    ("decade", r"(?:(?:the\s+)?(?:early|late|mid))?[\s-]*(?:the\s+)?(?P<decade>1[5-9]\d|20\d)0s\b"),
    ("decade", r"(?:(?:the\s+)?(?:early|late|mid))?[\s-]*(?:the\s+)?['’](?P<short>[2-9]0)s\b"),
    ("century", r"(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?P<century>2[01]|1?\d)(?:st|nd|rd|th)[\s-]+century\b"),
    (
        "year",
        rf"{_VAGUE}(?:the\s+year\s+|(?P<fiscal>(?:the\s+)?fiscal\s+(?:year\s+)?)|calendar\s+)?(?<![\d$£€.,/:-]){_YEAR}{_NO_COUNT}\b",
    ),
    (
        "year",
        rf"(?:{_VAGUE}{_MONTH}\s+|(?:the\s+)?(?P<season>spring|summer|fall|winter)\s+of\s+|the\s+year\s+)?{_SPELLED}\b",
    ),
    ("reference:now", r"(?:right\s+)?now|currently|these\s+days|nowadays|at\s+present|at\s+the\s+moment"),
    ("reference:past", r"recently|lately|in\s+recent\s+(?:days|weeks|months|years)|in\s+the\s+past"),
    ("reference:past", r"(?:a\s+few|several|many|some)\s+(?:days|weeks|months|years|decades)\s+ago"),
    ("reference:future", r"in\s+the\s+(?:near\s+)?future"),
)

_BARE = (
    ("year", r"(?:post|pre|mid|early|late)-(?P<year>1[5-9]\d\d|20\d\d)\b"),
    ("year", r"(?:the\s+)?(?P<year>1[5-9]\d\d|20\d\d)\s+(?:period|fiscal\s+year)\b"),
    ("year", r"['’](?P<short>\d\d)\b"),
    ("half", rf"(?:the\s+)?{_HALF}"),
    ("half", rf"(?:the\s+)?(?P<part>first)\s+(?:two\s+quarters|six\s+months){_OF_YEAR}"),
    (
        "same",
        r"(?:the\s+)?(?:(?:latest|current|recent|full)\s+)?(?:(?P<fiscal>fiscal)\s+)?(?P<unit>day|week|month|quarter|year|period)\b",
    ),
    ("same", r"then"),
    ("same", r"(?P<day>3[01]|[12]\d|[1-9])\b"),
    ("holiday", r"(?:around\s+)?(?P<holiday>year[\s-]end)"),
    ("quarter", rf"the\s+{_YEAR}\s+quarter\b"),
    ("from", r"(?P<back>last)\s+(?P<unit>year)['’]s\s+quarter\b"),
    ("period", rf"(?P<holiday>{_HOLIDAYS})\s+(?P<unit>week)\b"),
    ("from", r"(?P<count>a)\s+(?P<unit>year)(?P<back>)(?=\s+(?:earlier|ago|before)\b)"),
    (
        "reference:now",
        r"(?:the\s+)?current|today|present(?:ly)?|this\s+(?:[a-z]+\s+)?(?:moment|time)|already|yet|(?:the\s+)?moment",
    ),
    (
        "reference:past",
        r"(?:the\s+)?(?:past|recent|previous(?:ly)?|former(?:ly)?|once|earlier|long\s+ago|time|ago)(?:\s+\w+)*",
    ),
    (
        "reference:future",
        r"(?:the\s+)?(?:(?:near|foreseeable)\s+)?(?:future|term)(?:\s+\w+)?|coming\s+(?:quarters|years|months|weeks|days)|soon|shortly|later|"
        r"as\s+soon\s+as\s+possible|a\s+later\s+date|one\s+day|some\s+day|eventually",
    ),
)


def spelled_year(words: str) -> int:
    """The year of "nineteen ninety-six" and "two thousand four", as transcripts of broadcasts write it."""
    parts = words.lower().replace("-", " ").replace(" and ", " ").split()
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(_ONES.index(p) + 1 for p in parts[2:])
    century = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}[parts[0]]
    return century + sum(_number(p) for p in parts[1:] if p != "hundred")


def _number(word: str) -> int:
    if word in _ONES:
        return _ONES.index(word) + 1
    return _TEENS.index(word) + 10 if word in _TEENS else (_TENS.index(word) + 1) * 10


def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)) for kind, pattern in rows)


SOUGHT = _compiled(_SOUGHT)
"""What is looked for in a running text: kind and pattern."""

BARE = _compiled(_BARE)
"""What is read only where one knows that it speaks of time."""
