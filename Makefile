# The two commands of a newcomer: `make demo` shows what vnplan does, `make test` checks everything.
# Both make their own virtual environment in .venv and install what requirements.lock names, with hashes.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OUT := out/demo
SAMPLES = $(sort $(filter-out %/README.md,$(wildcard data/samples/*.txt data/samples/*.md)))
NOTEBOOKS = $(sort $(wildcard notebooks/*.ipynb))

# Give PYTHON=… to choose another interpreter.
PYTHON ?=

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

# A name on the search path is no proof: a version manager's stand-in may run nothing. So each one is asked.
$(BIN)/python:
	@for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "making $(VENV) with $$("$$python" --version)"; \
	        "$$python" -m venv $(VENV) && exit 0; \
	        echo "$$python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	done; \
	python=$(or $(PYTHON),python3); found=$$("$$python" --version 2>&1) || found="none"; \
	echo "vnplan needs Python 3.11 or newer; $$python is $$found. Give another one with PYTHON=…" >&2; exit 1

$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: setup
setup: $(STAMP) ## Make .venv and install vnplan with everything that works on it

.PHONY: demo
demo: $(STAMP) ## Convert the samples, show one of them, ask a database of them three questions, make a page of them
	@test -n "$(SAMPLES)" || { echo "no samples in data/samples" >&2; exit 1; }
	@rm -rf $(OUT)
	@$(BIN)/vnplan convert $(SAMPLES) -o $(OUT)
	@echo
	@$(BIN)/vnplan parse $(firstword $(filter %/so-cai-cach-hanh-chinh.txt,$(SAMPLES)) $(SAMPLES)) --format summary
	@echo
	@$(BIN)/vnplan load --quiet $(OUT) --db $(OUT)/plans.sqlite
	@$(BIN)/vnplan db report --db $(OUT)/plans.sqlite
	@$(BIN)/vnplan view $(OUT) -o $(OUT)/review.html 2>/dev/null
	@echo "JSON of all $(words $(SAMPLES)) samples: $(OUT)/*.json, the database: $(OUT)/plans.sqlite"
	@echo "Open $(OUT)/review.html in a browser: what was found in them, in its place"
	@echo "A document of your own: $(BIN)/vnplan view FILE -o review.html --open"

.PHONY: lint
lint: $(STAMP) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy docs/generate.py
	$(BIN)/lint-imports

.PHONY: tools
tools: ## Find or install the programs that tests need: LibreOffice, tesseract, fonts, PostgreSQL, Java, Chromium
	@.ci/tools

.PHONY: test
test: lint tools ## Everything that must hold: lint, types, layers, tests, notebooks
	$(BIN)/pytest -n auto --dist loadfile
ifneq ($(NOTEBOOKS),)
	$(BIN)/pytest --nbmake -W default $(NOTEBOOKS)
endif

.PHONY: coverage
coverage: $(STAMP) tools ## Measure which branches of the core the tests reach, down to a floor
	@# What is traced is slow: the tests of speed are left out.
	$(BIN)/pytest -n auto --dist loadfile --ignore tests/test_speed.py --cov --cov-report=term --cov-report=html --cov-fail-under=95

# What to fuzz, and for how many seconds each.
TARGETS ?= parser plain docx package html pdf recognised manifest database office
SECONDS := 60

.PHONY: fuzz
fuzz: $(STAMP) tools ## Fuzz the parser and every reader, guided by coverage: SECONDS=60 TARGETS="parser docx"
	@for target in $(TARGETS); do \
	    echo "== $$target, $(SECONDS) s"; \
	    nice $(BIN)/python tests/fuzz/run.py $$target -max_total_time=$(SECONDS) 2>&1 | tail -n 20; \
	done

# Name the parts to measure with PARTS="pass rivals copies families start"; PARTS=--help tells more.
PARTS ?=
.PHONY: bench
bench: $(STAMP) ## Measure speed and memory against the marks: about five minutes on a quiet machine
	@cd tests && ../$(BIN)/python -m benchmarks $(PARTS)

.PHONY: format
format: $(STAMP) ## Put the code into the one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: golden
golden: $(STAMP) ## Write the expected outputs of the samples, READMEs and docs anew; read the diff
	VNPLAN_REGEN=1 $(BIN)/pytest -q tests/test_golden.py tests/test_readme.py
	git status --short data/samples README.md README.vi.md docs

.PHONY: docs
docs: $(STAMP) ## Write the reference in docs anew from types, commands, codes and tables
	$(BIN)/python docs/generate.py

.PHONY: notebooks
notebooks: $(STAMP) ## Run the notebooks and keep their output
	$(BIN)/python notebooks/execute.py

.PHONY: lock
lock: ## Lock the newest versions of all dependencies in requirements.lock
	@$(MAKE) --no-print-directory $(BIN)/python
	@test -x build/lock/bin/uv || { $(BIN)/python -m venv build/lock && build/lock/bin/pip install --quiet uv; }
	build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --group dev -o requirements.lock pyproject.toml

.PHONY: clean
clean: ## Remove all that was made here
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	find src tests docs notebooks -name __pycache__ -type d -prune -exec rm -rf {} +
