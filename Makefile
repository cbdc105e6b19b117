# Two commands matter: `make demo` shows what the program does, `make test` checks it. Both set the machine up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BENCH_INSTALLED := $(VENV)/.installed-bench
DEMO := build/demo

.PHONY: help setup demo test check bench golden lock clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(INSTALLED) ## the program and its tools in .venv, from the lock file

# The stamp is touched last, so that an installation that broke off is done again; with the stamp in place nothing
# asks the network.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Lagebild needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(BENCH_INSTALLED): requirements-bench.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

test: check ## format, types, tests: the same that CI runs
	$(BIN)/pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH_INSTALLED) ## quality against gold sets and peers, speed as ratios; fails below bench/floors.toml
	$(BIN)/python -m bench

golden: $(INSTALLED) ## write the golden readings anew (then read the difference before you commit it)
	$(BIN)/python -m tests.golden

lock: ## resolve the versions anew (needs pip-tools)
	for set in "requirements.lock --extra dev" "requirements-bench.lock --extra dev --extra bench"; do \
	  set -- $$set; file=$$1; shift; \
	  pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras \
	    --allow-unsafe "$$@" --output-file $$file pyproject.toml || exit 1; \
	done

clean: ## remove what was built
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
