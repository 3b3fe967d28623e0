# Two commands matter to a newcomer: `make run` and `make test`.  Every target sets up what it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3 || command -v python)
BIN := .venv/bin
USER_STAMP := .venv/user.stamp
DEV_STAMP := .venv/dev.stamp
SHARED := $(or $(PARITY_SHARED),../shared)
BENCH_STAMP := .venv/bench.stamp
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check \
	--constraint constraints.txt --build-constraint constraints.txt
COGGED := README.md docs/api.md docs/cli.md docs/controls.md docs/data.md docs/how-parity-judges.md docs/scenarios.md docs/stock.md
# What a developer keeps in a store must not change what is documented or validated.
NO_STORE := PARITY_STORE=build/no-store
COG := $(NO_STORE) $(BIN)/cog -P -U -I tools --verbosity=1

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(USER_STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "No python3 on the path: Parity needs Python 3.11 or newer." >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version) is too old: Parity needs 3.11 or newer; name one with make PYTHON=..." >&2; exit 2; }
	@echo "Setting up .venv (a few minutes the first time) ..." >&2
	@$(PYTHON) -m venv .venv || \
		{ echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@# The pip that Python brings may be too old for dependency groups and build constraints.
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --upgrade pip
	@$(PIP_INSTALL) --editable '.[all]'
	@touch $@

$(DEV_STAMP): $(USER_STAMP)
	@echo "Adding the tools for tests, docs and checks ..." >&2
	@$(PIP_INSTALL) --editable '.[all]' --group dev
	@touch $@

$(BENCH_STAMP): $(DEV_STAMP)
	@$(PIP_INSTALL) --group bench
	@touch $@

.PHONY: setup
setup: $(DEV_STAMP) ## Make .venv with Parity, every extra and every tool

.PHONY: run
run: $(USER_STAMP) ## Check the example article on the shipped facts and write out/report.html
	@mkdir -p out
	@$(BIN)/parity check examples/article.txt --html out/report.html
	@echo
	@echo "The same as a page with charts and sources: $(CURDIR)/out/report.html"

.PHONY: test
test: $(DEV_STAMP) ## Run every test and doctest that needs no browser
	@$(BIN)/python -m pytest

.PHONY: test-browser
test-browser: $(DEV_STAMP) ## Run the tests that drive Chromium (Debian: apt-get install chromium)
	@$(BIN)/python -m pytest -m browser tests

.PHONY: format
format: $(DEV_STAMP) ## Format the code and mend what ruff can
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

.PHONY: format-check
format-check: $(DEV_STAMP)
	@$(BIN)/ruff format --check

.PHONY: lint
lint: $(DEV_STAMP) ## Lint with ruff's pinned rules
	@$(BIN)/ruff check

.PHONY: types
types: $(DEV_STAMP) ## Check types with mypy --strict
	@$(BIN)/mypy

.PHONY: imports
imports: $(DEV_STAMP) ## Check that rooms import downwards only
	@$(BIN)/lint-imports

.PHONY: docs
docs: $(DEV_STAMP) ## Write the generated parts of README and docs, and build the site into site/
	@$(COG) -r $(COGGED)
	@$(BIN)/zensical build --strict --clean

.PHONY: docs-check
docs-check: $(DEV_STAMP)
	@$(COG) --check --diff --check-fail-msg="run 'make docs' and commit what it wrote" $(COGGED)
	@$(BIN)/zensical build --strict --clean

.PHONY: data
data: $(DEV_STAMP) ## Import every file under ../shared/data and account for every row
	@if [ -d "$(SHARED)/data" ]; then $(BIN)/python tools/import_shared.py; \
	elif [ -n "$${PARITY_REQUIRE_SHARED:-}" ]; then echo "No publishers' files at $(SHARED)/data." >&2; exit 1; \
	else echo "Skipped: no publishers' files at $(SHARED)/data; PARITY_SHARED names another place." >&2; fi

.PHONY: wheel
wheel: $(DEV_STAMP) ## Build the wheel, install it without extras in a clean place and run it there
	@$(BIN)/python tools/try_wheel.py

.PHONY: check
check: format-check lint types imports docs-check data wheel test ## Everything CI asks: format, lint, types, imports, docs, data, wheel, tests

.PHONY: bench
bench: $(BENCH_STAMP) ## Time start-up, rulings, the index's fit and the estimators against what others run
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/controls.py
	@$(BIN)/python benchmarks/estimates.py
	@$(BIN)/python benchmarks/index.py
	@$(BIN)/python benchmarks/stock.py
	@$(BIN)/python benchmarks/store.py

.PHONY: validate
validate: $(DEV_STAMP) ## Write docs/validation.md: simulated coverage, and published results beside ours
	@$(NO_STORE) $(BIN)/python tools/validate

.PHONY: bench-scale
bench-scale: $(DEV_STAMP) ## Fifty million made-up facts in a store: time and memory of series and gap
	@$(BIN)/python benchmarks/scale.py

.PHONY: bench-corpus
bench-corpus: $(DEV_STAMP) ## Time parity check --corpus on 10,000 articles made for it
	@$(BIN)/python benchmarks/corpus.py

FOLDER ?= ../shared/claims
.PHONY: evaluate
evaluate: $(DEV_STAMP) ## Score the extraction of claims on labelled articles (FOLDER=../shared/claims)
	@test -d "$(FOLDER)" || { echo "No labelled articles at $(FOLDER): name a folder with make evaluate FOLDER=..." >&2; exit 2; }
	@$(BIN)/python tools/evaluate_claims.py "$(FOLDER)"

.PHONY: clean
clean: ## Remove .venv and everything generated
	@rm -rf .venv build dist out site .cache .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
