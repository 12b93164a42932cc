"""The words that name an occasion: heads of events, media and places, and those that end a noun phrase."""

from __future__ import annotations

EVENTS = (
    r"(?:press|news)\s+(?:conference|briefing)|conference\s+call|town[\s-]hall(?:\s+meeting)?|campaign\s+(?:stop|event|rally)|"
    r"round\s?table|question-and-answer\s+session|rally|debate|speech|address|remarks|hearing|summit|conference|convention|"
    r"briefing|fundraiser|forum|ceremony|dinner|luncheon|breakfast|gala|lecture|vigil|trial|meeting|gathering|event|reception|"
    r"march|protest|demonstration|session|funeral|appearance|inauguration|commencement|panel|symposium|sermon|testimony"
)
MEDIA = (
    r"interview|(?:press|news)\s+release|statement|tweets?|(?:blog\s+)?posts?|posting|messages?|letter|e-?mails?|memo|"
    r"memorandum|op-ed|essay|column|article|editorial|book|memoir|video|note|filing|podcast|broadcast|advertisement|"
    r"(?:television|TV|campaign)\s+ad|text|report|paper|telephone\s+call|phone\s+call"
)
PLATFORMS = (
    r"Twitter|Facebook|Instagram|YouTube|Snapchat|TikTok|Telegram|WhatsApp|LinkedIn|Reddit|Periscope|Weibo|Truth\s+Social|"
    r"Bluesky|Mastodon|Threads|social\s+media|X"
)
CHANNELS = (
    r"CNN|MSNBC|CNBC|NBC|ABC|CBS|PBS|NPR|C-SPAN|BBC|Fox(?:\s+(?:News|Business)(?:\s+(?:Sunday|Channel|Network))?)?|Sky\s+News|"
    r"Al\s+Jazeera|Bloomberg|Univision|Telemundo"
)
PLACES = (
    r"ministry|quay|headquarters|church|school|university|college|airport|hotel|courthouse|court|embassy|office|corridor|hall|"
    r"plant|factory|museum|library|caf[eé]|diner|restaurant|hospital|stadium|arena|cent(?:er|re)|border|scene|chamber|studio|"
    r"mosque|synagogue|square|park|theat(?:er|re)|casino|resort|golf\s+course|ranch|bridge|harbou?r|port|station|capitol|podium|tarmac|"
    r"steps|ballroom|auditorium|gym(?:nasium)?|barn|farm|pub|bar|home|prison|jail|doorstep|floor"
)

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april june july august september october november december".split())
"""Without May and the short forms, which are names too (Jan, Theresa May)."""

TIMES = (
    DAYS
    | MONTHS
    | frozenset(
        "yesterday today tonight tomorrow earlier later last this next late early recently once again afterward "
        "afterwards here there then now twice four three two many several repeatedly simply flatly bluntly only "
        "just".split()
    )
)
PRONOUNS = frozenset("me him her us them you".split())
DETERMINERS = frozenset("a an the his her its their my our this that these those some".split())
STOPS = frozenset(
    "that in at on during if whether to about for with from as by when while after before because but who which whom "
    "what why how he she they it i we was were is are be been has had have would will could can should may might must "
    "did does do not over under into out up off only just via through near outside inside or nor".split()
)
"""Words at which a noun phrase ends, when they are not its first."""

VERBS = frozenset("was were is are has had have would will could can should may might must did does do".split())
NO_HEARERS = frozenset("story stories tale tales truth lie lies joke jokes anecdote history difference".split())
