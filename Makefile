# The developer's one door. Every target works in a checkout anywhere, with or without uv, with or without a screen.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
READY := .venv/.ready
TRANSLATIONS := resources/translations
CATALOGUES := $(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/kontor.po)
COMPILED := $(CATALOGUES:.po=.mo)
# Beyond four, workers wait for the one database server they share.
WORKERS ?= $(shell cores=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((cores > 4 ? 4 : cores)))
PYTEST_ARGS ?=
OLDEST := 15
# Without those that start embedded servers of their own, whichever one the run is on.
DATABASE_TESTS := tests/attacks tests/models/database tests/models/finance tests/models/warehouse \
    --ignore=tests/attacks/test_kills.py --ignore=tests/models/database/test_server.py
PYTEST = QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
# What the database itself promises must hold on the oldest server that is served as well: all cases with `make
# test-oldest`, the first of each test with `make test`.
CASES :=
ON_OLDEST = if $(BIN)/python -c "from models.database.server.binaries import *; exit(find_system_binaries($(OLDEST)) is None)"; then \
	    $(PYTEST) --postgres $(OLDEST) $(CASES) $(DATABASE_TESTS); \
	else \
	    echo "PostgreSQL $(OLDEST) is not installed: the tests run on the embedded server alone."; \
	fi

.PHONY: help setup run test test-oldest check lint types layers translations licences bench i18n lock clean

help: ## show this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10

setup: $(READY) $(COMPILED) ## make the Python environment and whatever else the program needs

$(READY): requirements.lock pyproject.toml packaging/setup-environment.sh packaging/system-libraries.sh
	@packaging/setup-environment.sh
	@touch $@

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile -i $< -o $@

run: setup ## open Kontor with its demo company; without a screen, drive it through a day and leave what it made in build/tour
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    echo "There is no screen here: Kontor shows itself in build/tour instead."; \
	    QT_QPA_PLATFORM=offscreen $(BIN)/kontor tour --patience 1000 -o build/tour; \
	else \
	    packaging/system-libraries.sh --screen; \
	    $(BIN)/kontor demo --open; \
	fi

test: CASES := --first-cases
test: setup ## run all tests, without a screen; those of the database on the oldest PostgreSQL too, where it is installed
	@failed=0; \
	$(PYTEST) $(PYTEST_ARGS) || failed=$$?; \
	$(if $(PYTEST_ARGS),,$(ON_OLDEST) || failed=$$?;) \
	exit $$failed

test-oldest: setup
	@$(ON_OLDEST)

check: lint types layers translations licences ## all that needs no database: style, types, layers, Swedish, licences

lint: setup
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports --no-logo

translations: setup
	$(BIN)/python -m pytest -q tests/test_translations.py

licences: setup
	$(BIN)/python packaging/check-licences.py

bench: setup ## measure; prints a table and writes build/benchmarks.json
	@mkdir -p build
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/benchmarks -o python_files='bench_*.py' -o timeout=0 \
	    -p no:randomly -q -s $(PYTEST_ARGS)

i18n: setup ## collect new text for the translators and compile what they have written
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract -k _ -k N_ -k ngettext:1,2 --no-wrap --sort-by-file --add-location=file \
	    --project=Kontor --version=1 --copyright-holder="The Kontor maintainers" -o build/kontor.pot desktop views models reports resources
	@for language in sv; do \
	    $(BIN)/pybabel --quiet update --init-missing -l $$language -D kontor -i build/kontor.pot -d $(TRANSLATIONS) \
	        --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; \
	done
	@$(BIN)/pybabel compile -D kontor -d $(TRANSLATIONS) --statistics

lock: ## write requirements.lock from pyproject.toml; needs uv
	uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --custom-compile-command "make lock" -o requirements.lock

clean: ## remove everything that can be made again
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
