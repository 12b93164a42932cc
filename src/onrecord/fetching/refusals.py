"""Why an address could not be fetched, in words that help: one function a reason."""

from __future__ import annotations

from onrecord.errors import FetchError

BY_HAND = "Open it in a browser, save the page, and add the file: onrecord add page.html --url ADDRESS"
"""What a person may do where a program may not, or cannot."""

_GONE = (404, 410)
_SHUT = (401, 402, 403, 407, 451)


def bad_address(what: str, where: str, next_step: str | None = None) -> FetchError:
    """It is no address that can be fetched."""
    step = next_step or "Give an address that begins with http:// or https://, as a browser shows it"
    return FetchError(what, where=where, next_step=step, code="address")


def no_host(host: str, where: str) -> FetchError:
    """The name has no IP address."""
    return FetchError(
        f"no computer of the name {host} was found",
        where=where,
        next_step="Check the spelling and the connection to the internet",
        code="no-host",
    )


def private(host: str, address: str, where: str) -> FetchError:
    """The host lies, or claims to lie, where a server must not be led."""
    named = host if host == address else f"{host} ({address})"
    return FetchError(
        f"{named} is not in the public internet, and is not asked",
        where=where,
        next_step="Save what it shows in a browser, and add the file",
        code="private",
    )


def unreachable(host: str, why: object, where: str) -> FetchError:
    """The host does not let us connect, or broke off before it answered."""
    return FetchError(
        f"{host} could not be reached ({why})",
        where=where,
        next_step="Try again later: onrecord add --retry",
        code="unreachable",
    )


def certificate(host: str, why: str, where: str) -> FetchError:
    """The host cannot prove that it is the one of that name."""
    return FetchError(
        f"{host} could not prove who it is ({why})",
        where=where,
        next_step="Look at the page in a browser; if it is trusted there, save it and add the file",
        code="certificate",
    )


def broken(why: object, where: str) -> FetchError:
    """What came was not whole, or not HTTP."""
    return FetchError(
        f"its answer was broken ({why})", where=where, next_step="Try again later: onrecord add --retry", code="broken"
    )


def too_large(limit: int, where: str) -> FetchError:
    """More bytes than are taken."""
    return FetchError(
        f"it is larger than {limit / 1024**2:g} MB, which is the most that is fetched",
        where=where,
        next_step="If it holds articles, download it and add the file",
        code="huge",
    )


def redirected(what: str, where: str) -> FetchError:
    """It leads on and on."""
    return FetchError(what, where=where, next_step=BY_HAND, code="redirects")


def robots(host: str, rule: str, where: str) -> FetchError:
    """The host asks programs to stay away from this page."""
    return FetchError(
        f"{host} asks programs not to fetch this page (robots.txt: {rule})",
        where=where,
        next_step=BY_HAND,
        code="robots",
    )


def robots_unread(host: str, status: int, where: str, again_in: float | None) -> FetchError:
    """The host cannot say now what it allows; RFC 9309, 2.3.1.4: then nothing is."""
    error = FetchError(
        f"the robots.txt of {host} could not be read (status {status}), and until it can nothing is fetched there",
        where=where,
        next_step=f"Try again later: onrecord add --retry. Or: {BY_HAND}",
        code="robots",
    )
    error.again_in = again_in
    return error


def reserved(host: str, how: str, where: str) -> FetchError:
    """The rights to text and data mining are reserved (TDMRep; Directive (EU) 2019/790, Article 4)."""
    return FetchError(
        f"{host} reserves the rights to text and data mining ({how})",
        where=where,
        next_step=f"If you have the right, by a licence or by law: {BY_HAND[0].lower()}{BY_HAND[1:]}",
        code="reserved",
    )


def busy(host: str, seconds: float, where: str) -> FetchError:
    """The host wants to be left alone for a while, or others of ours are before us."""
    error = FetchError(
        f"{host} wants to be asked no sooner than in {max(1, round(seconds)):,} seconds",
        where=where,
        next_step="Try again then: onrecord add --retry",
        code="busy",
    )
    error.again_in = seconds
    return error


def status(number: int, host: str, where: str) -> FetchError:
    """An answer that is not the page."""
    if number in _GONE:
        return FetchError(
            f"there is no page at this address (status {number})",
            where=where,
            next_step="Check the address; an archive of the web may have the page",
            code="gone",
        )
    if number in _SHUT:
        return FetchError(
            f"{host} does not let programs see this page (status {number})",
            where=where,
            next_step=BY_HAND,
            code="forbidden",
        )
    return FetchError(
        f"{host} answered with status {number}",
        where=where,
        next_step="Try again later: onrecord add --retry",
        code="http",
    )


def encoded(name: str, where: str) -> FetchError:
    """Compressed in a way that we did not ask for."""
    return FetchError(
        f"its answer is compressed as {name!r}, which was not asked for", where=where, next_step=BY_HAND, code="broken"
    )
