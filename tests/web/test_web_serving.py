"""The server: whom it lets in, what it says where it cannot open, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
import web_record

from onrecord.cli.main import run
from onrecord.errors import OnrecordError, UsageError
from onrecord.web.serving import address_of, is_loopback, listen


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.4", False), ("localhost.evil.example", False), ("", False)],
)  # fmt: skip
def test_which_addresses_only_this_machine_reaches(host, own):
    assert is_loopback(host) is own


def test_an_address_that_others_reach_is_refused(tmp_path, capsys):
    with pytest.raises(UsageError, match="accounts"):
        listen("0.0.0.0", 0)
    web_record.open_record(tmp_path / "r.db").close()
    assert run(["serve", "--record", str(tmp_path / "r.db"), "--host", "0.0.0.0"]) == 2
    assert "others could read and change the record" in capsys.readouterr().err


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
