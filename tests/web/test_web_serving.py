"""The server: whom it lets in, what it says where it cannot open, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
import shared_room
import web_record

from onrecord.cli.main import run
from onrecord.errors import OnrecordError, UsageError
from onrecord.web.serving import accounts_for, address_of, is_loopback, listen, names_of


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.4", False), ("localhost.evil.example", False), ("", False)],
)  # fmt: skip
def test_which_addresses_only_this_machine_reaches(host, own):
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "on 0.0.0.0 others reach the record, and it has no users"),
        (["--host", "::"], "others reach the record"),
        (["--require-login"], "this record has no users, and nobody could sign in"),
    ],
)
def test_without_users_it_opens_on_this_machine_alone(tmp_path, capsys, options, told):
    web_record.open_record(tmp_path / "r.db").close()
    assert run(["serve", "--record", str(tmp_path / "r.db"), "--port", "0", *options]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "onrecord user add NAME --role admin" in " ".join(error.split())


def test_with_users_they_are_asked_for_where_others_come_in_and_where_it_is_wished(tmp_path):
    with web_record.open_record(tmp_path / "r.db") as record:
        shared_room.accounts(record)
        assert accounts_for(record, "127.0.0.1", require_login=False) is None
        for host, wished in (("127.0.0.1", True), ("0.0.0.0", False), ("192.0.2.1", False)):
            accounts = accounts_for(record, host, require_login=wished)
            assert accounts is not None
            assert [user.name for user in accounts.users()] == ["Ada", "Edda", "Rea"]


def test_by_which_names_it_may_be_called():
    assert names_of("127.0.0.1", ["Archive.lan"]) == {"127.0.0.1", "localhost", "::1", "archive.lan"}
    assert names_of("0.0.0.0", []) == {"127.0.0.1", "localhost", "::1", socket.gethostname().lower()}
    assert "192.0.2.1" in names_of("192.0.2.1", [])


@pytest.mark.parametrize("host", ["203.0.113.77", "no such host.invalid"])
def test_an_address_of_another_machine_is_explained(host):
    with pytest.raises(UsageError, match="is no address of this machine"):
        listen(host, 0)


def test_a_port_that_is_in_use_is_explained():
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OnrecordError, match=f"port {port} is in use") as raised:
            listen("127.0.0.1", port)
    assert f"http://127.0.0.1:{port}/" in (raised.value.next_step or "")


def test_an_address_is_written_as_a_browser_takes_it():
    assert address_of("::1", 80) == "http://[::1]:80/"
    assert address_of("127.0.0.1", 8765) == "http://127.0.0.1:8765/"


def test_what_is_lacking_is_named_with_how_to_install_it(monkeypatch, capsys):
    from onrecord.cli import serve

    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "uvicorn" else True)
    assert run(["serve"]) == 1
    assert "uvicorn. Install it: pip install 'onrecord[web]'" in capsys.readouterr().err


def test_a_record_that_is_not_there_is_told_and_the_port_is_given_back(tmp_path, capsys):
    assert run(["serve", "--record", str(tmp_path / "none.db"), "--port", "0"]) == 1
    assert "there is no record here" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_ends_cleanly_when_it_is_told_to(tmp_path, number):
    web_record.build(tmp_path / "r.db").close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(tmp_path / "r.db"), "--port", str(port)]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert started.stderr is not None
    assert f"http://127.0.0.1:{port}/" in started.stderr.readline()
    with urlopen(f"http://127.0.0.1:{port}/articles/ledger") as answer:
        assert b"Title of ledger" in answer.read()
    time.sleep(0.1)
    started.send_signal(number)
    assert started.wait(60) == 0
    assert started.stderr.read() == "The reading room is closed.\n"
    started.stderr.close()


def test_as_a_service_every_line_is_an_object(tmp_path):
    web_record.build(tmp_path / "r.db").close()
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(tmp_path / "r.db"), "--port", "0"]
    started = subprocess.Popen(
        [*command, "--log-format", "json"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert started.stderr is not None
    address = json.loads(started.stderr.readline())["message"].split()[6]
    with urlopen(f"{address}articles/ledger?q=secret") as answer:
        answer.read()
    asked = json.loads(started.stderr.readline())
    started.send_signal(signal.SIGTERM)
    assert started.wait(60) == 0
    closed = [json.loads(line) for line in started.stderr]
    started.stderr.close()
    assert (asked["logger"], asked["path"], asked["status"]) == ("onrecord.access", "/articles/ledger", 200)
    assert "secret" not in str(asked)
    assert [line["message"] for line in closed] == ["The reading room is closed."]


def test_on_another_address_it_serves_those_who_sign_in(tmp_path):
    with web_record.build(tmp_path / "r.db") as record:
        shared_room.accounts(record)
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(tmp_path / "r.db"), "--port", "0"]
    started = subprocess.Popen(
        [*command, "--host", "0.0.0.0"], stderr=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    assert started.stderr is not None
    try:
        port = int(started.stderr.readline().split(":")[2].split("/")[0])
        assert "It speaks http" in started.stderr.readline()
        with urlopen(f"http://127.0.0.1:{port}/articles/ledger") as answer:
            assert answer.url.endswith("/sign-in?to=%2Farticles%2Fledger")
            assert b"Title of ledger" not in answer.read()
    finally:
        started.send_signal(signal.SIGTERM)
        assert started.wait(60) == 0
        started.stderr.close()
