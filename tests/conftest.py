"""For all tests: where a machine promises to have everything (ONRECORD_NO_SKIP=1), a skip is a failure."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("ONRECORD_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, where ONRECORD_NO_SKIP=1 forbids it: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped and os.environ.get("ONRECORD_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped whole, where ONRECORD_NO_SKIP=1 forbids it: {report.longrepr}"
    return report
