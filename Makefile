# What to type: make demo (try it), make test, make check, make dist, make bench. Needs Python 3.11+ and nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DEMO ?= demo
# Where the measured corpora lie; they are not part of the project. See scores/README.md.
ONRECORD_BENCH ?= ../shared/bench

.DEFAULT_GOAL := help
.PHONY: help demo test check dist audit-dependencies docs bench clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Two stamps: what running needs is installed in a fraction of the time that developing needs.
$(VENV)/.run-stamp: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev-stamp: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/.run-stamp

demo: $(VENV)/.run-stamp  ## read the examples into a fresh record and look at it
	@BIN=$(BIN) sh examples/demo.sh $(DEMO)

test: $(VENV)/.dev-stamp  ## all tests; what the machine lacks is skipped by name
	$(BIN)/python -m pytest $(TESTS)

check: $(VENV)/.dev-stamp  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

dist: $(VENV)/.dev-stamp  ## build wheel, source archive, bill of materials and manual into dist/, the same bytes each time
	$(BIN)/python -m hatchling build
	$(BIN)/python -m release.bom dist/onrecord-$$($(BIN)/python -m hatchling version)-py3-none-any.whl
	$(BIN)/python -m release.manual dist/docs

audit-dependencies: dist  ## ask PyPI for known vulnerabilities in what the wheel needs
	$(BIN)/python -m release.audit dist/onrecord-$$($(BIN)/python -m hatchling version)-py3-none-any.whl

docs: $(VENV)/.dev-stamp  ## write docs/commands.md, and what README and tutorial show, anew from the program; and dist/docs
	$(BIN)/python docs/make_architecture.py
	$(BIN)/python docs/make_commands.py
	$(BIN)/python docs/make_shown.py
	$(BIN)/python -m release.manual dist/docs

bench: $(VENV)/.dev-stamp  ## measure on the corpora in $ONRECORD_BENCH
	ONRECORD_BENCH=$(ONRECORD_BENCH) $(BIN)/python scores/run.py

clean:  ## take away what these targets made
	rm -rf $(VENV) $(DEMO) .pytest_cache .mypy_cache .ruff_cache
