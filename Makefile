# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
#
# Python 3.11 or newer and make are all that a fresh machine needs. `make` alone lists what there is.

PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test style compiled lint format bench lock screenshots

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(READY) ## Make .venv with everything in it, and `ospo` as a command

demo: $(READY) ## Try the bot in a browser: a practice workspace on this machine, no Slack needed
	$(BIN)/ospo serve --practice

test: $(READY) ## Run everything: style, types, contracts, licenses, both databases, journeys, browser
	@$(MAKE) --no-print-directory --jobs 2 style compiled
	$(BIN)/pytest -n 4 --dist worksteal

style: $(READY) ## Run style and types alone
	$(STYLE)

# One core has nothing to do while types are checked. Each of the four that run the tests compiled them for itself:
# 9 s of processor time each, where the environment forbids to keep what is compiled.
compiled: $(READY) ## Compile the tests, so that the processes that run them need not
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --collect-only -qq -p no:cacheprovider >/dev/null || true

lint: $(READY) ## Run the quick part: style, types, import contracts, licenses of our own files
	$(STYLE)
	$(BIN)/pytest tests/house

format: $(READY) ## Format the code and repair what ruff can repair
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(READY) ## Measure requests per second against a bare Bolt app, memory, cold start, and reading among a million
	@$(COMPILE)
	$(BIN)/python -m tests.bench.acknowledging
	$(BIN)/python -m tests.bench.storing
	$(BIN)/python -m tests.bench.advising
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.digesting
	$(BIN)/python -m tests.bench.asking

lock: ## Resolve the dependencies of pyproject.toml anew into requirements.lock (needs uv)
	$(LOCK) --upgrade --output-file requirements.lock pyproject.toml

screenshots: $(READY) ## Take the pictures of the documents from the practice workspace (needs chromium)
	$(BIN)/python docs/screenshots.py

define STYLE
$(BIN)/ruff check .
$(BIN)/ruff format --check --quiet .
$(BIN)/mypy
endef

# --no-header: the header would repeat the command line of the person who resolved.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev

# A start that has to compile takes four times as long, and each does where what is compiled must not be kept.
COMPILE = $(BIN)/python -m compileall -q bot messages storage workflows

# uv is much faster and is used where it is on PATH; it does not read pip's configuration, so pip has the last word. It
# compiles only when told to, where pip does by itself: all of it, as a start loads other parts with other settings.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
define install_with
{ command -v uv >/dev/null && uv pip install --quiet --compile-bytecode --python $(BIN)/python $(1); } || $(INSTALL) $(1)
endef

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it with PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(call install_with,--require-hashes --requirement requirements.lock)
	@$(call install_with,--no-deps --no-build-isolation --editable .)
	@$(COMPILE)
	@touch $@
