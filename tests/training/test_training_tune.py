"""Confidence is calibrated by a fit that stays sane."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed: training cannot be tried (pip install torch==2.13.0)")
pytest.importorskip("onnx", reason="onnx is not installed: the export cannot be tried (pip install onnx)")

from training.reliability import reliability
from training.tune import _fit, _sigmoid


def test_a_fit_finds_the_chances_that_made_the_answers():
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(4_000), rng.normal(size=4_000)])
    y = (rng.random(4_000) < _sigmoid(x, np.array([0.5, 1.5]))).astype(float)
    np.testing.assert_allclose(_fit(x, y), [0.5, 1.5], atol=0.2)


def test_a_fit_to_answers_that_one_number_decides_stays_finite():
    x = np.column_stack([np.ones(20), np.linspace(-1, 1, 20)])
    assert np.isfinite(_fit(x, (x[:, 1] > 0).astype(float))).all()


def test_honest_confidence_has_no_error_and_boasting_has():
    right = np.array([1.0] * 9 + [0.0])
    assert reliability(np.full(10, 0.9), right).error < 1e-9
    assert abs(reliability(np.full(10, 1.0), right).error - 0.1) < 1e-9


def test_each_bin_says_how_many_how_sure_and_how_often_right():
    found = reliability(np.array([0.05, 0.95, 0.95]), np.array([0.0, 1.0, 0.0]))
    assert [(n, round(c, 2), s) for n, c, s in found.bins] == [(1, 0.05, 0.0), (2, 0.95, 0.5)]
