# Two commands do all their own set-up on a fresh Linux machine with Python 3.11 or newer:
#   make demo    the main job on the example in inputs/
#   make test    lint, types, layers, tests
# While working on it: make quick, under a minute; docs/developing.md has the others.
# On Windows: see README.md, "Try it".

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3.14 python3 2>/dev/null))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Each process takes a stretch of the tests in their order, so that what a file sets up is set up
# once, and one that is done takes over from the other.
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal

# Many tests start the program anew: without its bytecode kept, each start would compile it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo quick test types fast soak bench templates windows-kit oldest newest security clean

help:
	@sed -n '1,5s/^# \{0,1\}//p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "reconcile needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing; install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/installed

demo: $(VENV)/installed
	@$(BIN)/reconcile run .
	@for day in 2026-11-01 2026-11-08; do $(BIN)/reconcile track . --as-of $$day > /dev/null; done
	@$(BIN)/reconcile track .

quick: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/quick.py

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	@# The types take one processor for most of a minute: the fast tests begin beside them.
	$(MAKE) --no-print-directory --jobs=2 types fast
	$(PYTEST) -m slow

types: $(VENV)/installed-dev
	$(BIN)/mypy

fast: $(VENV)/installed-dev
	$(PYTEST) -m 'not slow'

soak: $(VENV)/installed-dev
	$(BIN)/python tools/soak.py $(PART)

bench: $(VENV)/installed-dev
	@for name in startup read review match documents layout page track; do \
	  echo "== benchmarks/$$name.py"; $(BIN)/python benchmarks/$$name.py || exit 1; done

windows-kit: $(VENV)/installed-dev
	$(BIN)/python tools/windows_kit.py

templates: $(VENV)/installed-dev
	PYTHONPATH=tools $(BIN)/python -m drawing.templates templates
	$(BIN)/python tools/layout_guide.py docs/layout.md

TRIES_OLD := allpairspy hypothesis packaging pytest pytest-xdist
# The program's own packages at the oldest that pyproject.toml allows, and at the newest there are.
oldest: $(VENV)/installed-dev
	$(BIN)/python tools/oldest.py > .oldest.txt
	$(PYTHON) -m venv --clear .venv-oldest
	.venv-oldest/bin/python -m pip install --quiet --constraint .oldest.txt --editable '.[pdf]' $(TRIES_OLD)
	@# Its own demands are newer, and of no concern to the program.
	.venv-oldest/bin/python -m pip install --quiet --no-deps openxml-audit
	.venv-oldest/bin/pytest --numprocesses auto -m 'not slow'

newest:
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip install --quiet --editable '.[dev]'
	.venv-newest/bin/pytest --numprocesses auto -m 'not slow'

security: $(VENV)/installed-dev
	$(BIN)/python tools/security_tables.py

clean:
	rm -rf $(VENV) .venv-oldest .venv-newest .oldest.txt build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
