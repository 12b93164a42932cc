from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scores import processes


def test_a_process_is_told_with_its_parent_its_memory_and_its_children() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert processes.stat(child.pid).parent == os.getpid()
        assert child.pid in processes.children(os.getpid())
    assert 0 < processes.unshared(os.getpid()) * 1024 < processes.resident(os.getpid())
    assert 0 < processes.stat(os.getpid()).cpu <= sum(os.times()[:2]) + 1


def test_one_that_has_gone_is_an_error() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        pass
    with pytest.raises(FileNotFoundError):
        processes.resident(child.pid)
