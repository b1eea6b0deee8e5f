# Needs Python 3.11 or newer; everything else goes into .venv from requirements.lock.
PYTHON ?= python3
SITE ?= vietnamplus
LIMIT ?= 20
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help install demo test check crawl bench table lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'
	@echo "  e.g.  make crawl SITE=vietnamplus LIMIT=20"

install: $(READY)  ## set up .venv from requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("This needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + \
		"; name another: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@echo "Setting up .venv (once, about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## crawl all sites from the bundled pages, offline, and show what came out
	@$(BIN)/scrapy demo

# Two processes more than cores: many tests wait for a server or a process of their own.
test: $(READY)  ## run the tests
	@$(BIN)/python -m pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 2))

check: $(READY)  ## lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

crawl: $(READY)  ## crawl a live site: SITE=vietnamplus LIMIT=20
	@$(BIN)/scrapy crawl $(SITE) -a limit=$(LIMIT)

bench: $(READY)  ## speed and memory of extraction, store, archive and crawl, as ratios measured in one run
	@$(BIN)/python -m benchmarks.extraction
	@$(BIN)/python -m benchmarks.memory
	@$(BIN)/python -m benchmarks.known_urls
	@$(BIN)/python -m benchmarks.archive
	@$(BIN)/python -m benchmarks.reextraction
	@$(BIN)/python -m benchmarks.leaks
	@$(BIN)/python -m benchmarks.crawl

table: $(READY)  ## write the table of sites into README.md
	@$(BIN)/python -m tests.test_readme

lock: $(READY)  ## renew requirements.lock from pyproject.toml (uses uv)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --extra dev pyproject.toml --output-file requirements.lock

clean:  ## remove .venv, caches and data/demo
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache data/demo
