"""The client: an address in, its bytes out, or an error that says why not and what to do next.

address -> parts -> IP addresses, checked -> robots.txt -> our turn -> request -> redirect? again -> TDM -> Fetched
"""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from functools import cached_property
from importlib.metadata import PackageNotFoundError, metadata

from onrecord import __version__
from onrecord.domain import Fetched
from onrecord.errors import FetchError

from . import networks, refusals, robots, tdm
from .addresses import Address, joined, parse
from .connection import Answer, ask, trusted
from .deadline import Deadline
from .politeness import TooLongError, Turns, retry_after


def user_agent(pages: Iterable[str]) -> str:
    """By which name hosts are asked: the program with its version, and where its owner can read what it is.

    Args:
        pages: as the metadata of the package has them, ``label, address``. Without one none is claimed: whoever reads
            the name in a log would look for us at a place that is not ours.
    """
    named = {label.strip().casefold(): address.strip() for label, _, address in (page.partition(",") for page in pages)}
    page = next((named[label] for label in ("homepage", "repository", "source") if label in named), None)
    return f"{robots.PRODUCT}/{__version__}" + (f" (+{page})" if page else "")


def _own_pages() -> Iterable[str]:
    try:
        return metadata(__package__.partition(".")[0]).get_all("Project-URL") or ()
    except PackageNotFoundError:  # run from a folder of sources
        return ()


USER_AGENT = user_agent(_own_pages())
"""The name by which hosts are asked."""

_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, application/json;q=0.8, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_OK, _NOT_MODIFIED, _TOO_MANY, _UNAVAILABLE = 200, 304, 429, 503
_KEPT = 24 * 3600.0  # seconds that a robots.txt is believed; RFC 9309, 2.4, allows a day
_MOST_KEPT = 1000  # hosts


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost, and how often a host is asked.

    Attributes:
        seconds: for the whole of it, names, redirects and robots.txt included; waiting for our turn is not counted.
        bytes: of the body, after decompression.
        redirects: how many are followed.
        interval: seconds from the end of one request at a host to the next; more where its robots.txt asks for more.
            The two files by which a host says what it allows are asked for once a day, and do not count.
        patience: seconds that we wait for our turn; where it is longer, the fetch is refused with how long.
    """

    seconds: float = 30.0
    bytes: int = 32 * 1024 * 1024
    redirects: int = 5
    interval: float = 1.0
    patience: float = 60.0


@dataclass(frozen=True, slots=True)
class Known:
    """What an address gave when it was last fetched, so that it need not be sent again if it is the same."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class _House:
    """The rules of one origin, and when they were read (monotonic seconds). ``locations`` are None until asked for."""

    robots: robots.Robots
    read: float
    locations: tuple[tdm.Location, ...] | None = None


@dataclass(slots=True)
class _Fetch:
    """One fetch on its way: the address as asked, when it must be over, and what was asked on the way."""

    where: str
    deadline: Deadline
    seen: set[str] = field(default_factory=set)


class Client:
    """Fetches addresses, several threads at once where wanted. It keeps no connection and no cookie.

    Args:
        limits: of each fetch.
        resolver: gives the IP addresses of a name; the system's own unless said otherwise.
        trust: whom to believe about certificates; the system unless said otherwise.
        loopback: let this machine itself be asked, on any port. For tests alone: with it, whoever names an address
            reaches every service of this machine.
        turns: when each host may be asked; this client's own unless said otherwise.
    """

    def __init__(
        self,
        limits: Limits = Limits(),
        *,
        resolver: networks.Resolver = networks.system_resolver,
        trust: ssl.SSLContext | None = None,
        loopback: bool = False,
        turns: Turns | None = None,
    ) -> None:
        self.limits = limits
        self._resolver = resolver
        self._given_trust = trust
        self._loopback = loopback
        self._turns = turns or Turns()
        self._houses: dict[str, _House] = {}
        self._lock = threading.Lock()

    def fetch(self, address: str) -> Fetched:
        """Fetch an address.

        Raises:
            FetchError: where it cannot be had or may not be; see its ``code``.
        """
        fetched = self.fetch_again(address, Known())
        assert fetched is not None  # only what is known can be unchanged
        return fetched

    def fetch_again(self, address: str, known: Known) -> Fetched | None:
        """Fetch an address that was fetched before.

        Args:
            address: as a person or a feed gives it.
            known: what its answer said then.

        Returns:
            None where it is still the same.

        Raises:
            FetchError: as ``fetch``.
        """
        asked = parse(address, any_port=self._loopback)
        fetch = _Fetch(str(asked), Deadline(self.limits.seconds, str(asked)))
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {"Accept": _ACCEPT} | {name: value for name, value in conditions.items() if value}
        at, answer = self._follow(asked, headers, fetch)
        if answer.status == _NOT_MODIFIED and any(conditions.values()):
            return None
        if answer.status in (_TOO_MANY, _UNAVAILABLE):
            seconds = retry_after(answer.headers.get("retry-after"))
            self._turns.put_off(at.host, seconds)
            raise refusals.busy(at.host, seconds, fetch.where)
        if answer.status != _OK:
            raise refusals.status(answer.status, at.host, fetch.where)
        media_type, charset = _content_type(answer.headers.get("content-type"))
        self._respect_reservation(at, answer, fetch, is_html=media_type in (None, "text/html", "application/xhtml+xml"))
        return Fetched(
            asked=str(asked),
            address=str(at),
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            data=answer.body,
            media_type=media_type,
            charset=charset,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )

    # --- on the way ---

    def _follow(self, at: Address, headers: Mapping[str, str], fetch: _Fetch) -> tuple[Address, Answer]:
        """Ask, and go where redirects lead, each of them held to all the rules; what answers in the end."""
        for _ in range(self.limits.redirects + 1):
            if str(at) in fetch.seen:
                raise refusals.redirected("it leads round in a circle", fetch.where)
            fetch.seen.add(str(at))
            house = self._respect_robots(at, fetch)
            with self._turn(at, max(self.limits.interval, house.robots.delay), fetch):
                answer = self._ask(at, headers, fetch, most=self.limits.bytes)
            if answer.status not in _REDIRECTS:
                return at, answer
            at = self._next(at, answer, fetch)
        raise refusals.redirected(f"it leads on more than {self.limits.redirects} times", fetch.where)

    def _next(self, at: Address, answer: Answer, fetch: _Fetch) -> Address:
        location = answer.headers.get("location")
        if not location:
            raise refusals.redirected("it leads on, and does not say where", fetch.where)
        with contextlib.suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")  # headers are read as Latin-1, and written in UTF-8
        try:
            return joined(at, location, any_port=self._loopback)
        except FetchError as error:
            raise FetchError(
                f"it leads to {error.where}, and {error.what}",
                where=fetch.where,
                next_step=refusals.BY_HAND,
                code=error.code,
            ) from error

    @contextlib.contextmanager
    def _turn(self, at: Address, interval: float, fetch: _Fetch) -> Iterator[None]:
        """Our turn at a host; the next one comes no sooner than ``interval`` seconds after its end."""
        try:
            waited = self._turns.begin(at.host, self.limits.patience)
        except TooLongError as late:
            raise refusals.busy(at.host, late.seconds, fetch.where) from None
        fetch.deadline.put_off(waited)
        try:
            yield
        finally:
            self._turns.end(at.host, interval)

    def _ask(self, at: Address, headers: Mapping[str, str], fetch: _Fetch, *, most: int, cut: bool = False) -> Answer:
        ips = networks.checked(
            at.host, fetch.where, resolver=self._resolver, deadline=fetch.deadline, loopback=self._loopback
        )
        return ask(
            at,
            ips,
            {"User-Agent": USER_AGENT, **headers},
            deadline=fetch.deadline,
            most=most,
            cut=cut,
            # Read from the disk where it is needed: that takes a moment.
            trust=self._trust if at.scheme == "https" else None,
            where=fetch.where,
        )

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self._given_trust or trusted()

    # --- what the host allows ---

    def _respect_robots(self, at: Address, fetch: _Fetch) -> _House:
        house = self._house(at, fetch)
        rule = house.robots.forbids(at.target)
        if rule:
            raise refusals.robots(at.host, str(rule), fetch.where)
        return house

    def _house(self, at: Address, fetch: _Fetch) -> _House:
        with self._lock:
            house = self._houses.get(at.origin)
        if house and time.monotonic() - house.read < _KEPT:
            return house
        answer = self._file(at.at("/robots.txt"), fetch, robots.LARGEST, cut=True)
        if answer.status == _TOO_MANY or answer.status >= 500:
            seconds = retry_after(answer.headers.get("retry-after"))
            self._turns.put_off(at.host, seconds)
            raise refusals.robots_unread(at.host, answer.status, fetch.where, seconds)
        # Whatever else there is in its place, none at all included, forbids nothing.
        house = _House(robots.parse(answer.body), time.monotonic())
        with self._lock:
            if len(self._houses) >= _MOST_KEPT:
                self._houses.pop(min(self._houses, key=lambda origin: self._houses[origin].read))
            self._houses[at.origin] = house
        return house

    def _file(self, at: Address, fetch: _Fetch, most: int, *, cut: bool) -> Answer:
        """A file by which a host says what it allows, also where it lies elsewhere."""
        answer = self._ask(at, {}, fetch, most=most, cut=cut)
        for _ in range(self.limits.redirects):
            if answer.status not in _REDIRECTS:
                break
            at = self._next(at, answer, fetch)
            answer = self._ask(at, {}, fetch, most=most, cut=cut)
        return answer

    def _respect_reservation(self, at: Address, answer: Answer, fetch: _Fetch, *, is_html: bool) -> None:
        said = tdm.said_by_page(answer.body) if is_html else None
        how = "its page says so"
        if said is None:
            said, how = tdm.said_by_header(answer.headers), "the header tdm-reservation says so"
        if said is None:
            said, how = tdm.said_by_host(self._locations(at, fetch), at.target), f"{tdm.FILE} says so"
        if said:
            raise refusals.reserved(at.host, how, fetch.where)

    def _locations(self, at: Address, fetch: _Fetch) -> tuple[tdm.Location, ...]:
        house = self._house(at, fetch)
        if house.locations is None:
            try:
                answer = self._file(at.at(tdm.FILE), fetch, tdm.LARGEST, cut=False)
            except FetchError as error:
                if error.code == "slow":  # the time of the whole fetch
                    raise
                answer = None
            house.locations = tdm.parse(answer.body) if answer and answer.status == _OK else ()
        return house.locations


def _content_type(value: str | None) -> tuple[str | None, str | None]:
    """Type and charset of a Content-Type header, each None where it does not say."""
    if not value:
        return None, None
    message = Message()
    message["Content-Type"] = value
    return (message.get_content_type() if "/" in value else None), message.get_content_charset()
