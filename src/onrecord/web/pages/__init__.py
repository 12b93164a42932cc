"""The pages, a module for each sort; a new one is put into ``routers`` and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter


def routers() -> Iterable[APIRouter]:
    """The routes of every page."""
    from . import (
        adding,
        articles,
        check,
        correcting,
        correcting_people,
        correcting_sayings,
        edits,
        entering,
        feeds,
        home,
        mistakes,
        over_time,
        people,
        reading,
        sayings,
        search,
    )

    for_reading = (home, articles, reading, search, people, over_time, sayings, mistakes, feeds)
    for_writing = (correcting, correcting_people, correcting_sayings, edits, adding, check, entering)
    return [module.router for module in (*for_reading, *for_writing)]
