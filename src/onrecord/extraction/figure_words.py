"""The words and patterns by which figures are known: numbers, units, what is none, what can follow a number."""

from __future__ import annotations

import re

CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12,
}
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {w: float(n) for n, w in enumerate(ONES.split())} | {w: 10.0 * n for n, w in enumerate(TENS.split(), 2)}
FRACTIONS = {
    "half": 1 / 2,
    "a third": 1 / 3,
    "one-third": 1 / 3,
    "one third": 1 / 3,
    "two-thirds": 2 / 3,
    "two thirds": 2 / 3,
    "a quarter": 1 / 4,
    "one-quarter": 1 / 4,
    "three-quarters": 3 / 4,
    "three quarters": 3 / 4,
    "a fifth": 1 / 5,
    "one-fifth": 1 / 5,
    "a tenth": 1 / 10,
}
UNITS = {
    "%": "percent",
    "percent": "percent",
    "per cent": "percent",
    "percentage points": "percentage points",
    "percentage point": "percentage points",
} | {
    form: plural
    for plural, forms in {
        "dollars": "dollar dollars",
        "cents": "cent cents",
        "euros": "euro euros",
        "pesos": "peso pesos",
        "crowns": "crown crowns krona kronor kroner kronas",
        "francs": "franc francs",
        "rubles": "ruble rubles rouble roubles",
        "rupees": "rupee rupees",
        "yen": "yen",
        "yuan": "yuan",
        "pounds": "pound pounds",
        "miles": "mile miles",
        "kilometres": "kilometre kilometres kilometer kilometers km",
        "metres": "metre metres meter meters",
        "feet": "foot feet",
        "inches": "inch inches",
        "acres": "acre acres",
        "hectares": "hectare hectares",
        "tons": "ton tons",
        "tonnes": "tonne tonnes",
        "kilograms": "kilogram kilograms kilo kilos kg",
        "barrels": "barrel barrels",
        "gallons": "gallon gallons",
        "litres": "litre litres liter liters",
        "megawatts": "megawatt megawatts mw",
        "degrees": "degree degrees",
        "seconds": "second seconds",
        "minutes": "minute minutes",
        "hours": "hour hours",
        "days": "day days",
        "weeks": "week weeks",
        "months": "month months",
        "years": "year years",
        "decades": "decade decades",
        "points": "point points",
    }.items()
    for form in forms.split()
}

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORD_NUMBER = (
    rf"(?:{TENS.replace(' ', '|')})(?:-(?:{'|'.join(ONES.split()[1:10])}))?|{'|'.join(reversed(ONES.split()[1:]))}"
    r"|an?(?=\s+(?:hundred|thousand|million|billion|trillion|dozen)\b)"
)
SCALE = r"hundred|thousand|million|billion|trillion|dozen|bn|tn|m(?=\b)|k(?=\b)"
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
NUMBER = re.compile(
    rf"(?<![\w.,$£€¥/:'’-])(?P<currency>(?:US|A|C|NZ)?[$£€¥])?(?P<number>{DIGITS}|{WORD_NUMBER})"
    rf"(?:[\s-]?(?P<scale>{SCALE})(?![\w]))?(?:(?P<join>\s|-|(?=%))(?P<unit>{UNIT})(?!\w))?(?![\w]|[,.:/–-]\d)",
    re.IGNORECASE,
)
FRACTION = re.compile(
    rf"(?<![\w-])(?P<fraction>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})\s+(?=of\b|the\b|all\b)",
    re.IGNORECASE,
)

RATIO = re.compile(
    rf"(?<![\w.,$£€¥/:'’-])(?P<part>{DIGITS}|{WORD_NUMBER})\s+(?:in|out\s+of)(?:\s+every)?\s+"
    rf"(?P<whole>{DIGITS}|{WORD_NUMBER})(?![\w%]|[,.:/–-]\d|\s+(?:{SCALE}|{UNIT})\b)",
    re.IGNORECASE,
)
""" "One in five", "six out of 10"; not "one in three years"."""
PART = re.compile(
    rf"(?<![\w.,$£€¥/:'’-])(?P<part>{DIGITS}|{WORD_NUMBER})\s+of\s+(?:(?:the|its|their|his|her|our|those|these)|(?:the\s)?[^\W\d_][\w-]*['’]s)\s+"
    rf"(?:(?:other|last|next|first|remaining)\s+)?(?P<whole>{DIGITS}|{WORD_NUMBER})(?=\s+[^\W\d_])",
    re.IGNORECASE,
)
""" "Four of the six (ships)"."""
VOTE = re.compile(
    rf"\b(?:vot(?:e|es|ed|ing)|passed|approved|rejected|defeated|ruled)\b[^.;:“”\"]{{0,60}}?\s(?:by\s|of\s)?(?P<for>{DIGITS}|{WORD_NUMBER})"
    rf"(?:\svotes)?\sto\s(?P<against>{DIGITS}|{WORD_NUMBER})(?=[\s,.;:])(?!\s(?:{UNIT}|{SCALE})\b)",
    re.IGNORECASE,
)
""" "Voted by 412 to 61", "passed by a vote of 52 to 48"."""
CROWD = re.compile(
    r"\b(?P<crowd>crowd|audience|population|attendance|circulation|workforce|membership|turnout)\s+of\s+(?:(?:about|around|nearly|almost|some|over|more\sthan|at\sleast)\s+)*$"
)
REACH = 50  # code points before a number in which it is sought
AMOUNT_OF = re.compile(r"\s+of\s(?!(?:the|this|that|these|those|his|her|its|their|each|every|it|them|age)\b)(?=[a-z])")
""" "Four days of flour"; not "within two days of the vote"."""
SMALL = 11
NOT_COUNTED = frozenset("ways facts reasons sentences kinds sorts types respects options words".split())
"""Of these a small number is a manner of speaking: "two ways to leave a room"."""
EARLIER = re.compile(
    rf"(?:\s+\w+){{0,3}},?\s+(?:up|down)\s+from\s+(?P<earlier>(?P<number>{DIGITS})\s+(?P<scale>million|billion|trillion))(?=[\s,.;:])"
    rf"(?!\s+(?:{UNIT})\b)",
    re.IGNORECASE,
)
LARGEST_WHOLE = 1000  # "25 in 2015" is no share
RANGE = re.compile(
    rf"(?<![\w.,/:'’–-])(?P<currency>(?:US|A|C|NZ)?[$£€¥])?(?P<low>{DIGITS}|{WORD_NUMBER})(?:\s*[-–]\s*|\s+(?:to|or)\s+)"
    rf"(?P<rest>(?:(?:US|A|C|NZ)?[$£€¥])?(?P<high>{DIGITS}|{WORD_NUMBER})(?:[\s-]?(?P<scale>{SCALE})(?![\w]))?"
    rf"(?:(?P<join>\s|(?=%))(?P<unit>{UNIT})(?!\w))?)(?![\w]|[,.:/–-]\d)",
    re.IGNORECASE,
)

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
NO_FIGURE = re.compile(
    rf"{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"  # days
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:\s+\d{{4}})?\b"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}"
    r"|\b\d{3,4}\s(?:GMT|UTC|E[SD]?T|P[SD]?T)\b|\d{1,2}(?::\d{2})?\s*(?:[ap]\.m\.|[ap]m\b)|\d{1,2}:\d{2}"  # times
    r"|\b[\w-]+[\s-]years?[\s-]old\b|\baged?\s+\d+|,\s+\d{1,3},|\(\d{1,3}\)"  # ages
    r"|\+?\(?\d{2,4}\)?[\s.-]\d{3,4}[\s.-]\d{3,4}\b|\b\d{3}-\d{4}\b"  # telephone numbers
    r"|\b\d+[-–]\d+\b"  # results
    r"|\bHide\s+Caption\s+\d+\s+of\s+\d+|\b\d+\s+of\s+\d+\s+(?:Photos?|Images?)\b"  # counters of a slide show
    r"|\(\d+\s+Images?\)"
    r"|\b(?:Article|Section|Chapter|Route|Highway|Flight|Room|Page|Proposition|Title|No\.|Part|Phase|Level|"
    r"Channel|Interstate|Amendment|Resolution|Act|Group|Game|Week|Day|Number|Question|Unit|Gate|Line)\s+\d+"
)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
COUNTED_YEARS = re.compile(
    r"\s+(?:people|troops|soldiers|men|women|workers|votes|jobs|homes|miles|others|residents|students)\b"
)

POINT_IN_TIME = re.compile(r"\s+(?:ago|later|earlier|old|before|after|prior)\b")  # "two years ago" is a date, no figure

PARTS = frozenset(
    "half halves third thirds quarter quarters fourth fifth fifths sixth seventh eighth ninth tenth".split()
)
TIME_UNITS = frozenset("seconds minutes hours days weeks months years decades".split())
NEXT_WORD = re.compile(r"(?:[^\S\n]|\n(?!\s*\n))+(?P<word>[^\W\d_][\w'’-]*)")
DIGIT_NEXT = re.compile(r"\s+\d")
SKIPPED = frozenset("the all its their his her our those these some such of".split())
IRREGULAR_PLURALS = frozenset("people men women children troops police staff feet teeth mice cattle personnel".split())
NO_NOUNS = frozenset(
    "them us me a an and or but nor of in on at by for from with to than as is are was were be been being has have "
    "had do does did will would can could may might must should that which what who whom whose where when while if "
    "because although though not no so said say says told ago later earlier before after more less fewer most least "
    "other others into onto over under through during between among against about out up down off per each every it "
    "he she they we you i this there here then now go goes went come comes came get gets make makes made since until "
    "also only just even still again too very both either yesterday today tomorrow monday tuesday wednesday thursday "
    "friday saturday sunday north south east west themselves himself herself itself ourselves split".split()
)
ADJECTIVE = re.compile(
    r"(?:[^\W\d_]+-)?[^\W\d_]+(?:an|ish|al|il|ic|ous|ive|ed|ful|less|ible|able|ary|ory|er|ing|wide|y)$", re.IGNORECASE
)
NO_NOUN = re.compile(r"(?:ed|wide)$|^(?:remaining|voting|living|surveyed)$", re.IGNORECASE)
SHORT_ADJECTIVES = frozenset(
    "minor major new old big large small high low young long short great outside independent different recent current "
    "present full whole same next past white black red green blue paid sick nonstop".split()
)
