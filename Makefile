# Two commands matter: `make demo` shows what the program does, `make test` checks it. Both set the machine up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BENCH_INSTALLED := $(VENV)/.installed-bench
TRAIN_INSTALLED := $(VENV)/.installed-train
DEMO := build/demo

.PHONY: help setup demo test check fuzz bench golden train lock clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(INSTALLED) ## the program and its tools in .venv, from the lock file

# The stamp is touched last, so that an installation that broke off is done again; with the stamp in place nothing
# asks the network.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Lagebild needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(BENCH_INSTALLED): requirements-bench.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

# torch comes last and with what it needs itself: that differs from place to place, and is there already on most.
$(TRAIN_INSTALLED): requirements-train.lock requirements-torch.txt $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-train.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-torch.txt
	@touch $@

demo: $(INSTALLED) ## read the example pages into a ledger and open the dossier
	@mkdir -p $(DEMO)
	@echo "1. The page that it began with, and fourteen more about the same story, read into one ledger:"
	$(BIN)/lagebild read examples/nordkorea-soldaten.html --published 2024-10-20 --ledger $(DEMO)/lagebild.db --format json > $(DEMO)/readings.jsonl
	$(BIN)/lagebild read examples/press/* --ledger $(DEMO)/lagebild.db --format json >> $(DEMO)/readings.jsonl
	@echo; echo "2. Figures side by side: 1500 sent, up to 10,000 on their way and 12,000 planned do not contradict each other:"
	$(BIN)/lagebild figures --ledger $(DEMO)/lagebild.db
	@echo; echo "3. Who denies what:"
	$(BIN)/lagebild claims --ledger $(DEMO)/lagebild.db --act deny
	@echo; echo "4. The dossier, in which every cell leads back to its words:"
	$(BIN)/lagebild dossier --ledger $(DEMO)/lagebild.db --out $(DEMO)/dossier.html
	@echo "   file://$(CURDIR)/$(DEMO)/dossier.html"
	@if [ -t 1 ] && [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/python -m webbrowser "file://$(CURDIR)/$(DEMO)/dossier.html" >/dev/null; fi

test: check ## format, types, tests: the same that CI runs
	$(BIN)/pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH_INSTALLED) ## quality against gold sets and peers, speed as ratios; fails below bench/floors.toml
	$(BIN)/python -m bench

fuzz: $(INSTALLED) ## the tests of properties with many more examples, other ones each time
	$(BIN)/pytest --hypothesis-profile=many $$(grep -rl "@given" tests)

golden: $(INSTALLED) ## write the golden readings anew (then read the difference before you commit it)
	$(BIN)/python -m tests.golden

train: $(TRAIN_INSTALLED) ## the trained reader's weights, from the gold sets (LAGEBILD_CORPORA): hours; goes on where it broke off
	$(BIN)/python -m training all --weights full
	$(BIN)/python -m training all --weights free

lock: ## resolve the versions anew (installs pip-tools apart)
	$(PYTHON) -m tools.lock

clean: ## remove what was built
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
