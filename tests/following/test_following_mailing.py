"""Digests by mail, handed to a real mail server on this machine."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from onrecord.errors import OnrecordError, UsageError
from onrecord.following.mailing import Server, address_of, send, server_of

CASES = Path(__file__).parent.parent / "fetching" / "cases"


class Box:
    """Keeps what is sent; ``refuse`` is what it answers to each mail instead."""

    def __init__(self):
        self.mails, self.receivers, self.refuse = [], [], None

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd calls it so)
        if self.refuse:
            return self.refuse
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.receivers.append(envelope.rcpt_tos)
        return "250 OK"


def known(_server, _session, _envelope, _mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"ada", b"s3cret"), handled=False)


class OnAnyPort(Controller):
    """A server on the port that the system gave it."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def server(box):
    controller = OnAnyPort(box, "127.0.0.1", 0, authenticator=known, auth_require_tls=False, ready_timeout=30)
    controller.start()
    yield Server("127.0.0.1", controller.port, False, None, None, "press@news.example")
    controller.stop()


def test_a_mail_has_the_same_as_text_and_as_html(box, server):
    send(server, "desk@news.example", "harbour: 2 new\nstatements – café", "text – café\n.\n", "<p>html – café</p>")
    (mail,) = box.mails
    assert box.receivers == [["desk@news.example"]]
    assert mail["From"] == "press@news.example"
    assert mail["To"] == "desk@news.example"
    assert mail["Subject"] == "harbour: 2 new statements – café"
    assert mail["Date"]
    assert mail["Message-ID"].endswith("@news.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["text – café", "."]
    assert mail.get_body(("html",)).get_content().strip() == "<p>html – café</p>"


def test_no_subject_makes_another_header(box, server):
    send(server, "desk@news.example", "x\r\nBcc: all@news.example\r\n\r\nbody", "\ud800", "\ud800")
    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert box.receivers == [["desk@news.example"]]


def test_who_signs_in_is_let_in_and_who_is_not_known_is_told(box, server):
    ada = Server(server.host, server.port, False, "ada", "s3cret", server.sender)
    send(ada, "desk@news.example", "a", "b", "c")
    assert len(box.mails) == 1
    with pytest.raises(OnrecordError) as raised:
        send(Server(server.host, server.port, False, "ada", "wrong", server.sender), "d@news.example", "a", "b", "c")
    assert raised.value.code == "mail"
    assert "wrong" not in str(raised.value)
    assert len(box.mails) == 1


def test_what_the_server_does_not_take_is_told_in_its_words(box, server):
    box.refuse = "554 no such desk"
    with pytest.raises(OnrecordError, match=r"could not be sent \(.*no such desk") as raised:
        send(server, "desk@news.example", "a", "b", "c")
    assert raised.value.where == f"127.0.0.1:{server.port}"
    with pytest.raises(OnrecordError, match="could not be sent"):
        send(Server("127.0.0.1", 9, False, None, None, server.sender), "desk@news.example", "a", "b", "c")


def test_another_machine_is_not_sent_mail_in_the_clear(box, server, monkeypatch):
    monkeypatch.setattr("onrecord.following.mailing._HERE", ())
    with pytest.raises(OnrecordError, match="does not offer STARTTLS"):
        send(server, "desk@news.example", "a", "b", "c")
    assert box.mails == []


@pytest.mark.parametrize("from_the_beginning", [True, False])
def test_over_tls_the_certificate_must_be_of_the_servers_name(box, monkeypatch, from_the_beginning):
    own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    own.load_cert_chain(CASES / "news.example.pem")
    tls = {"ssl_context": own} if from_the_beginning else {"tls_context": own, "require_starttls": True}
    to_here = socket.create_connection
    controller = OnAnyPort(box, "127.0.0.1", 0, ready_timeout=30, **tls)
    controller.start()
    monkeypatch.setattr(
        socket, "create_connection", lambda to, *more, **named: to_here(("127.0.0.1", to[1]), *more, **named)
    )
    mail = ("desk@news.example", "a", "b", "c")
    trust = ssl.create_default_context(cafile=CASES / "ca.pem")
    known = Server("news.example", controller.port, from_the_beginning, None, None, "press@news.example")
    other = Server("other.example", controller.port, from_the_beginning, None, None, "press@news.example")
    try:
        send(known, *mail, trust=trust)
        assert len(box.mails) == 1
        for server, believed in ((other, trust), (known, None)):
            with pytest.raises(OnrecordError, match=r"could not be sent \(.*certificate"):
                send(server, *mail, trust=believed)
    finally:
        monkeypatch.undo()
        controller.stop()
    assert len(box.mails) == 1


def test_the_environment_names_the_server():
    sender = {"ONRECORD_MAIL_FROM": "press@news.example", "ONRECORD_SMTP_PASSWORD": "p"}
    assert server_of({"ONRECORD_SMTP": "smtp://ada%40x@mail.example", **sender}) == Server(
        "mail.example", 587, False, "ada@x", "p", "press@news.example"
    )
    assert server_of({"ONRECORD_SMTP": "smtps://mail.example:4465", **sender}).port == 4465
    for wrong in ("", "mail.example", "http://mail.example", "smtp://", "smtp://a:b@mail.example", "smtp://x:port"):
        with pytest.raises(UsageError) as raised:
            server_of({"ONRECORD_SMTP": wrong, **sender})
        assert raised.value.next_step
    with pytest.raises(UsageError):
        server_of({"ONRECORD_SMTP": "smtp://mail.example"})


@pytest.mark.parametrize(
    "text", ["", "desk", "a@b@c", "Desk <desk@news.example>", "a b@c", "a@b\nBcc: x@y", "a@b, c@d"]
)
def test_what_is_no_address_of_mail_is_refused(text):
    with pytest.raises(UsageError):
        address_of(text, "--mail")
