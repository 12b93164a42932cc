"""The words of time in English news, and the pieces of which the patterns are made.

Names and numbers stand here with what they mean; the pieces bear the names of groups that ``parsing`` reads.
"""

from __future__ import annotations

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Seasons with the numbers that EDTF level 1 gives them."""

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
"""Decades of the last century by name; the forties are left out, for they are mostly people's."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 2, "latter": 2, "1": 1, "2": 2, "3": 3, "4": 4}

# The pieces

MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
DAY_NAME = rf"(?:{'|'.join(WEEKDAYS)})"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
SPELLED = (
    rf"(?P<spelled>(?:nineteen|eighteen|twenty)[\s-](?:hundred|{'|'.join(_TEENS)}|(?:{'|'.join(_TENS[1:])})(?:[\s-](?:{'|'.join(_ONES)}))?)"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?:{'|'.join(_ONES)}))?)"
)
COUNT = (
    rf"(?<![\d.,/])(?P<count>a\s+couple\s+of|an?|{'|'.join(_TEENS)}|(?:{'|'.join(_TENS[1:])})(?:-(?:{'|'.join(_ONES)}))?"
    rf"|{'|'.join(_ONES)}|\d{{1,3}})"
)
PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
UNIT = r"(?P<unit>day|week|month|quarter|year|decade|century)"
ABOUT = r"(?:(?:nearly|almost|about|around|some|more\s+than|over|at\s+least|just|exactly)\s+)*"
TURNED = r"last|this\s+past|this\s+coming|this|next|past|coming"
TOLD = r"the\s+(?:previous|preceding|following)"
_THAT = r"(?:(?<=\b[oi]n\s)|(?<=\bby\s)|(?<=\bof\s)|(?<=[.!?”\"]\s)|(?<=\n))that(?:\s+same)?"
"""The pronoun, not the conjunction of "said that Friday's vote"."""
WHEN = rf"(?:(?P<direction>(?:the\s+)?(?:{TURNED})|{TOLD}|{_THAT})\s+)?"
_PART_OF = (
    r"(?:(?:very\s+)?(?:beginning|start|middle|end|close|rest|remainder|most|part)"
    r"|(?:first|second|third|fourth|last|final)\s+(?:(?:few|two|three|four|five|six|\d)\s+)?(?:days|weeks?|weekend|months))\s+of"
)
VAGUE = rf"(?:(?:the\s+)?(?:early|late|mid|earlier|later|sometime|{_PART_OF})(?:\s+in)?[\s-]+(?:the\s+)?)?"
HALF_OF = r"(?:(?:the\s+)?(?:first|second|last|latter)\s+half\s+of\s+(?:the\s+)?)?"
"""Before what has no halves in EDTF: months and decades."""
ONE_DAY = (
    rf"(?:(?P<one>one|an?|the\s+(?:first|second|third|fourth|last))\s+(?:(?!recent\b)[a-z]+\s+)?(?:{DAY_NAME}|day|weekend)"
    rf"{PART}\s+(?:(?:in|of)\s+|(?=(?:last|this|next|early|earlier|late)\b)))?"
)
"""A day of which only the month is told: "one Friday in April", "a day last month"."""
WHOSE = r"(?P<whose>last|this|next|that|the\s+(?:past|previous|preceding|current|coming|following|same))\s+year"
OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:fiscal\s+)?(?:{YEAR}\b|{WHOSE}\b))"
OWN = rf"(?:(?:{WHOSE}['’]s|the\s+{YEAR})\s+)"
QUARTER = (
    r"(?:the\s+)?(?:(?P<back>year-(?:ago|earlier))\s+)?(?:(?P<fiscal>fiscal)[\s-]+)?"
    r"(?P<part>first|second|third|fourth)[\s-]+(?:fiscal\s+)?quarter\b"
)
HALF = r"(?P<part>first|second|last|latter)[\s-]+half\b"
NO_COUNT = r"(?!-?\d|[\d%]|\s*(?:people|percent|dollars|soldiers|miles|votes|words)|[-,.]\d)"

HOLIDAYS = (
    r"new\s+year['’]s\s+(?:day|eve)|(?:martin\s+luther\s+king(?:\s+jr\.?)?|mlk)\s+day|inauguration\s+day|groundhog\s+day|"
    r"valentine['’]s\s+day|st\.\s+patrick['’]s\s+day|presidents['’]?\s+day|super\s+tuesday|shrove\s+tuesday|ash\s+wednesday|"
    r"palm\s+sunday|(?:holy|maundy)\s+thursday|good\s+friday|easter(?:\s+(?:sunday|monday))?|cinco\s+de\s+mayo|"
    r"mother['’]s\s+day|memorial\s+day|father['’]s\s+day|juneteenth|independence\s+day|(?:the\s+)?fourth\s+of\s+july|"
    r"labor\s+day|columbus\s+day|halloween|election\s+day|veterans['’]?\s+day|thanksgiving(?:\s+day)?|black\s+friday|"
    r"cyber\s+monday|christmas(?:\s+(?:day|eve))?|boxing\s+day"
)
NO_NAME = r"(?<!super )(?<!duper )(?<!bloody )(?<!freaky )(?<!throwback )"
"""Not before the weekday of a day that has a name of its own."""

# The events from which days are counted

_STOP = (
    r"(?:in|on|at|of|to|for|from|by|with|and|or|but|as|that|which|who|when|where|while|he|she|they|it|we|was|were|is|are|has|"
    r"had|have|will|would|said|says)\b"
)
_WORD = r"[^\W\d_][\w’'-]*"
_SAYS_WHOSE = r"(?:the|his|her|their|its|an?|that|this)"
NOUN_EVENT = rf"(?:{_SAYS_WHOSE}|[^\W\d_]+['’]s)\s+(?:(?!{_STOP}){_WORD}\s+){{0,3}}(?!{_STOP}){_WORD}"
"""The words of a noun: "the July vote", "his death", "Novak's first speech"."""
_DAY_OF_MONTH = rf"{MONTH.replace('(?P<month>', '(?:')}\s+\d{{1,2}}(?:,\s+\d{{4}})?"
TIMED_EVENT = rf"(?:the\s+)?(?:(?:{HOLIDAYS})|(?:(?:last|this|next)\s+)?{DAY_NAME}|{_DAY_OF_MONTH})\b"
"""A day that the words themselves tell: "Election Day", "last Tuesday", "the Feb. 6 debate"."""
CLAUSE_EVENT = (
    rf"(?:(?:{_SAYS_WHOSE}\s+)?(?:(?!{_STOP}){_WORD}\s+){{1,3}}?|(?:he|she|it|they)\s+)(?:was\s+|were\s+|had\s+(?:been\s+)?)?"
    r"(?:[a-z]{2,}ed|won|lost|died|shot|slain|quit|left|met|fell|began|took|became)\b"
)
"""What somebody did: "he resigned", "the senator was killed"."""


def number_of(words: str) -> int:
    """The number that the words of ``COUNT`` say."""
    if words.startswith("a"):
        return 2 if "couple" in words else 1
    if words[0].isdigit():
        return int(words)
    return sum(_number(part) for part in words.split("-"))


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
