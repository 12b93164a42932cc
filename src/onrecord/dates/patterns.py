"""The patterns by which English news tells of time, as tables.

Two tables: ``SOUGHT`` holds what is looked for in a running text; ``BARE`` holds words that speak of time only where
one knows that they do ("the period", "once", "current"). Each row is a kind of ``TimeExpression`` with a pattern, whose
groups bear the names that ``parsing`` reads. Between them, in ``SOUGHT``, stand pieces of words in small letters of
which every match holds one, so that a text need not be gone through where none of them stands.
"""

from __future__ import annotations

import re

from .words import (
    ABOUT,
    CLAUSE_EVENT,
    COUNT,
    DAY,
    DAY_NAME,
    DECADES,
    HALF,
    HALF_OF,
    HOLIDAYS,
    MONTH,
    NO_COUNT,
    NO_NAME,
    NOUN_EVENT,
    OF_YEAR,
    ONE_DAY,
    OWN,
    PART,
    QUARTER,
    SEASONS,
    SPELLED,
    TIMED_EVENT,
    TOLD,
    TURNED,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    WHEN,
    WHOSE,
    YEAR,
)

_IN_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{YEAR}|{WHOSE})\b)"
_THROUGH = r"(?:[-–]|\s+through\s+)"
_BEFORE_OR_AFTER = r"(?:(?P<back>before)|after|following)"
_BACK_OR_ON = r"(?:(?P<back>earlier|before|previously)|later|afterwards?)"
_MANY = r"(?:a\s+few|several|many|some)"

_MONTH_WORDS = "jan feb mar apr may jun jul aug sep oct nov dec"
_SEASON_WORDS = " ".join(SEASONS)
_DAY_WORDS = " ".join(WEEKDAYS)
_FEAST_WORDS = (
    "year luther mlk inauguration groundhog valentine patrick presidents super shrove wednesday palm thursday friday "
    "easter mayo mother memorial father juneteenth independence july labor columbus halloween election veterans "
    "thanksgiving cyber christmas boxing"
)
_NEARBY_WORDS = "today yesterday tonight tomorrow morning afternoon evening night"
_PARTS_OF_DAY = "day morning afternoon evening night"
_UNIT_WORDS = "week month quarter year decade century"

_SOUGHT = (
    # Days
    ("day", "-0 -1 /0 /1", r"(?P<year>\d{4})[-/](?P<number>0[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    (
        "day",
        "/",
        r"(?<![\d/])(?P<number>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])/(?P<year>19\d\d|20\d\d)(?!\d)",
    ),
    (
        "day",
        _MONTH_WORDS,
        rf"(?:{DAY_NAME},?\s+)?(?:the\s+(?:morning|night|evening|afternoon)\s+of\s+)?{MONTH}\s+{DAY}(?:st|nd|rd|th)?\b"
        rf"(?:{_THROUGH}(?P<until>\d\d?)\b(?!\s*[%:]))?(?!,\d{{3}}|\s*(?:percent|per cent|%)){_IN_YEAR}?",
    ),
    (
        "day",
        _MONTH_WORDS,
        rf"(?:{DAY_NAME},?\s+)?(?:the\s+)?{DAY}(?:st|nd|rd|th)?(?:{_THROUGH}(?P<until>\d\d?)(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH}"
        rf"(?![\w.]*\s\d{{1,2}}\b){_IN_YEAR}?",
    ),
    (
        "weekday",
        _DAY_WORDS,
        rf"(?:(?:early|earlier|late|later)\s+)?{WHEN}{VAGUE}{NO_NAME}{WEEKDAY}{PART}\b(?!-\w)"
        r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?",
    ),
    (
        "weekday",
        "week",
        rf"(?:(?:early|late)\s+)?(?:(?P<week>last|next|this)\s+week\s+on|{ABOUT}{COUNT}\s+weeks?\s+ago(?:\s+on)?)\s+{WEEKDAY}{PART}\b(?!-\w)",
    ),
    (
        "weekday",
        "before after following",
        rf"the\s+{WEEKDAY}{PART}\s+{_BEFORE_OR_AFTER}\s+(?P<event>{TIMED_EVENT}|{NOUN_EVENT})",
    ),
    ("holiday", _FEAST_WORDS, rf"{WHEN}(?P<holiday>{HOLIDAYS})(?:,?\s+{YEAR})?\b"),
    (
        "nearby",
        _NEARBY_WORDS,
        r"(?:(?:earlier|later|late|early)\s+)?(?P<nearby>today|yesterday|tonight|tomorrow|"
        rf"this\s+(?:morning|afternoon|evening)|last\s+night|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)){PART}\b",
    ),
    # Months, seasons and other stretches
    ("month", _MONTH_WORDS, rf"{ONE_DAY}{HALF_OF}{VAGUE}{MONTH}{_IN_YEAR}"),
    ("month", _MONTH_WORDS, rf"{ONE_DAY}{HALF_OF}{WHEN}{VAGUE}{MONTH}(?!\w)"),
    ("season", _SEASON_WORDS, rf"{WHEN}{VAGUE}(?P<season>{'|'.join(SEASONS)})(?:\s+(?:of\s+)?(?:{YEAR}|{WHOSE}))?\b"),
    (
        "period",
        _UNIT_WORDS,
        rf"{ONE_DAY}{VAGUE}(?P<direction>(?:the\s+)?(?:{TURNED}|current|same|that|latest)|{TOLD})\s+"
        r"(?:(?P<fiscal>fiscal)\s+|calendar\s+|full\s+)?(?P<unit>week|weekend|month|quarter|year|decade|century)\b",
    ),
    ("period", "weekend", rf"{VAGUE}the\s+(?P<unit>weekend)\b"),
    (
        "period",
        "week month year quarter",
        r"(?:earl(?:y|ier)|late|later|(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle|close)\s+of|midway\s+through)"
        r"(?:\s+in)?\s+the\s+(?P<unit>week|month|year|quarter)\b",
    ),
    ("period", "week", rf"(?:the\s+)?(?P<unit>week)\s+of\s+{MONTH}\s+{DAY}\b(?:,?\s+{YEAR}\b)?"),
    ("quarter", "quarter", rf"{OWN}?{QUARTER}"),
    ("quarter", "quarter", rf"(?:the\s+)?{QUARTER}{OF_YEAR}"),
    ("quarter", "q1 q2 q3 q4", rf"(?:the\s+)?Q(?P<part>[1-4])\b{OF_YEAR}?"),
    ("half", "half", rf"{OWN}{HALF}"),
    ("half", "half", rf"(?:the\s+)?{HALF}(?:{OF_YEAR}|\s+of\s+the\s+year\b)"),
    ("decade", "0s", rf"{HALF_OF}(?:(?:the\s+)?(?:early|late|mid))?[\s-]*(?:the\s+)?(?P<decade>1[5-9]\d|20\d)0s\b"),
    ("decade", "0s", rf"{HALF_OF}(?:(?:the\s+)?(?:early|late|mid))?[\s-]*(?:the\s+)?['’](?P<short>[2-9]0)s\b"),
    (
        "decade",
        "0's 0’s",
        r"(?:the\s+(?:(?:early|late|mid)[\s-]+)?|(?:early|late|mid)[\s-]+)(?P<decade>1[5-9]\d|20\d)0['’]s\b",
    ),
    ("decade", "ties", rf"{HALF_OF}the\s+(?:(?:early|late|mid)[\s-]+)?(?P<named>{'|'.join(DECADES)})\b"),
    (
        "century",
        "century",
        r"(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?P<century>2[01]|1?\d)(?:st|nd|rd|th)[\s-]+century\b",
    ),
    (
        "year",
        "15 16 17 18 19 20",
        rf"{ONE_DAY}{VAGUE}(?:the\s+year\s+|(?P<fiscal>(?:the\s+)?fiscal\s+(?:year\s+)?|FY\s?)|calendar\s+)?"
        rf"(?:(?<=\bmid-)|(?<=\bearly-)|(?<=\blate-)|(?<![\d$£€.,/:-])){YEAR}{NO_COUNT}\b",
    ),
    ("year", "fy", rf"(?P<fiscal>FY)\s?(?:{YEAR}|['’]?(?P<short>\d\d))\b"),
    ("year", "fiscal", rf"(?:the\s+)?{YEAR}\s+(?P<fiscal>fiscal)\s+year\b"),
    (
        "year",
        "year season session",
        rf"(?:the\s+)?{YEAR}[-–](?P<until>\d\d(?:\d\d)?)\s+(?:(?:fiscal|school|academic)\s+year|season|session)\b",
    ),
    (
        "year",
        "nineteen eighteen twenty thousand",
        rf"(?:{VAGUE}{MONTH}\s+|(?:the\s+)?(?P<season>spring|summer|fall|winter)\s+of\s+|the\s+year\s+)?{SPELLED}\b",
    ),
    # So long ago, or from a time told before
    (
        "ago",
        "ago",
        rf"{ABOUT}{COUNT}\s+{UNIT}s?\s+ago(?:\s+(?P<grain>today|this\s+(?:week|month)))?\b",
    ),
    ("hence", "now", rf"{ABOUT}{COUNT}\s+{UNIT}s?\s+from\s+now\b"),
    ("ago", "half", rf"{ABOUT}(?P<halved>half)\s+an?\s+{UNIT}\s+ago\b"),
    ("ago", "half", rf"{ABOUT}{COUNT}[\s-]+and[\s-]+a[\s-]+(?P<half>half)\s+{UNIT}s?\s+ago\b"),
    ("ago", "half", rf"{ABOUT}{COUNT}\s+{UNIT}\s+and\s+a\s+(?P<half>half)\s+ago\b"),
    (
        "same",
        _PARTS_OF_DAY,
        r"(?:earlier\s+|later\s+)?(?P<direction>that|(?:the|that)\s+same)\s+(?P<unit>day|morning|afternoon|evening|night)\b",
    ),
    (
        "from",
        "earlier before previously later after",
        rf"{ABOUT}{COUNT}\s+{UNIT}s?\s+{_BACK_OR_ON}\b(?!\s+(?:the|his|her)\b)",
    ),
    (
        "from",
        _PARTS_OF_DAY,
        r"the\s+(?:(?P<back>previous|preceding)|next|following)\s+(?P<unit>day|morning|afternoon|evening|night)\b",
    ),
    (
        "from",
        "before",
        r"the\s+(?P<unit>day|week|month|year|weekend|night|evening|morning|afternoon)\s+(?P<back>before)\b",
    ),
    ("from", "after", r"the\s+(?P<unit>day|morning|night|evening|week)\s+after\b(?=\s*[,.;:])"),
    (
        "from",
        "before after following",
        rf"(?:{ABOUT}{COUNT}|the(?!\s+\w+s\b))\s+(?P<unit>day|week|month|year|night|evening|morning|afternoon)s?\s+{_BEFORE_OR_AFTER}\s+"
        rf"(?P<event>{TIMED_EVENT}|{CLAUSE_EVENT}|{NOUN_EVENT})",
    ),
    ("of", _PARTS_OF_DAY, rf"the\s+(?P<unit>day|night|morning|evening|afternoon)\s+of\s+(?P<event>{NOUN_EVENT})"),
    ("from", "eve", rf"the\s+(?P<back>eve)\s+of\s+(?P<event>{TIMED_EVENT}|{NOUN_EVENT})"),
    (
        "from",
        "year",
        r"(?:(?:the|a)\s+)?(?:(?:comparable|corresponding|same)\s+)?(?P<unit>year)-(?P<back>earlier|ago)(?:\s+(?:period|quarter))?\b",
    ),
    (
        "from",
        "year",
        r"the\s+(?:corresponding|comparable|same)\s+(?:period|quarter)\s+(?P<back>last|a)\s+(?P<unit>year)(?:\s+(?:earlier|ago))?\b",
    ),
    # No day at all
    (
        "later",
        "days weeks months years decades",
        rf"(?:{_MANY}\s+)?(?:days|weeks|months|years|decades)\s+{_BACK_OR_ON}\b",
    ),
    (
        "later",
        "days weeks",
        rf"(?:(?:{_MANY}|just|only)\s+)?(?P<unit>day|week)s\s+{_BEFORE_OR_AFTER}\s+(?P<event>{TIMED_EVENT}|{CLAUSE_EVENT}|{NOUN_EVENT})",
    ),
    (
        "reference:now",
        "now currently these present moment",
        r"(?:(?:right\s+)?now|currently|these\s+days|nowadays|at\s+present|at\s+(?:the|this)\s+moment)\b",
    ),
    (
        "reference:past",
        "recent lately past other",
        r"(?:recently|lately|in\s+recent\s+(?:days|weeks|months|years)|in\s+the\s+past|the\s+other\s+(?:day|night|week|month|year)"
        rf"|(?:an?|one|some)\s+recent\s+{DAY_NAME}{PART})\b",
    ),
    (
        "reference:past",
        "ago",
        rf"(?:{_MANY}\s+(?:days|weeks|months|years|decades)|a\s+(?:while|long\s+time|short\s+time|little\s+while)|long|not\s+long)\s+ago\b",
    ),
    (
        "reference:past",
        _DAY_WORDS,
        rf"one\s+{DAY_NAME}{PART}\b|(?<=\bon\s)an?\s+(?:[a-z]+\s+)?{DAY_NAME}{PART}\b(?!['’]|\s+(?!in\b|at\b|and\b)[a-z])",
    ),
    ("reference:habit", _DAY_WORDS, rf"(?:every|each|any|most|some|alternate)\s+(?:other\s+)?{DAY_NAME}{PART}\b"),
    ("reference:future", "future", r"in\s+the\s+(?:near\s+)?future\b"),
)

_BARE = (
    ("year", rf"(?:post|pre|mid|early|late)-{YEAR}\b"),
    ("year", rf"(?:the\s+)?{YEAR}\s+period\b"),
    ("year", r"['’](?P<short>\d\d)\b"),
    ("half", rf"(?:the\s+)?{HALF}"),
    ("half", rf"(?:the\s+)?(?P<part>first)\s+(?:two\s+quarters|six\s+months){OF_YEAR}"),
    (
        "same",
        r"(?:the\s+)?(?:(?:latest|current|recent|full)\s+)?(?:(?P<fiscal>fiscal)\s+)?(?P<unit>day|week|month|quarter|year|period)\b",
    ),
    ("same", r"then"),
    ("same", r"(?P<day>3[01]|[12]\d|[1-9])\b(?![/-])"),
    ("holiday", r"(?:around\s+)?(?P<holiday>year[\s-]end)"),
    ("quarter", rf"the\s+{YEAR}\s+quarter\b"),
    ("from", r"(?P<back>last)\s+(?P<unit>year)['’]s\s+quarter\b"),
    ("period", rf"(?P<holiday>{HOLIDAYS})\s+(?P<unit>week)\b"),
    ("hence", rf"(?<=\bin\s){COUNT}\s+{UNIT}s?\b"),
    (
        "reference:now",
        r"(?:the\s+)?current|today|present(?:ly)?|this\s+(?:[a-z]+\s+)?(?:moment|time|point)|already|yet|(?:the\s+)?moment|so\s+far",
    ),
    (
        "reference:past",
        r"(?:the\s+)?(?:past|recent|previous(?:ly)?|former(?:ly)?|once|earlier|long\s+ago|time|ago)(?:\s+\w+)*|"
        r"then[\s-]current|(?:back|by|since)\s+then|those\s+days",
    ),
    (
        "reference:future",
        r"(?:the\s+)?(?:(?:near|foreseeable)\s+)?(?:future|term)(?:\s+\w+)?|coming\s+(?:quarters|years|months|weeks|days)|soon|shortly|later|"
        r"as\s+soon\s+as\s+possible|a\s+later\s+date|one\s+day|some\s+day|eventually",
    ),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)


SOUGHT = tuple((kind, tuple(words.split()), _compiled(pattern)) for kind, words, pattern in _SOUGHT)
"""What is looked for in a running text: kind, pieces of words of which every match holds one, and pattern."""

BARE = tuple((kind, _compiled(pattern)) for kind, pattern in _BARE)
"""What is read only where one knows that it speaks of time: kind and pattern."""
