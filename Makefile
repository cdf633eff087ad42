# Every target sets up what it needs; `make help` lists them.
# The work is done by the console script `publication` in .venv/.

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev pdf press epub preview check all specimen visual approve test lint bench lock clean

ROOT ?= .
# STRICT=--strict: warnings fail too, as in CI.
STRICT ?=
PUBLICATION := .venv/bin/publication
RUNTIME := .venv/.runtime
DEV := .venv/.dev
REQUIREMENTS := requirements.txt pyproject.toml pipeline/bootstrap.py

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(RUNTIME) ## make the virtual environment where it is missing or stale

$(RUNTIME): $(REQUIREMENTS)
	@python3 pipeline/bootstrap.py runtime

setup-dev: $(DEV) ## the same with the tools that tests and proofs need

$(DEV): $(REQUIREMENTS) requirements-dev.txt package-lock.json
	@python3 pipeline/bootstrap.py dev

pdf: setup ## the screen edition: output/publication.pdf
	@$(PUBLICATION) --root $(ROOT) build pdf

press: setup ## the printer's edition, in CMYK with bleed and marks: output/publication-press.pdf
	@$(PUBLICATION) --root $(ROOT) build press

epub: setup ## the EPUB 3.3: output/publication.epub
	@$(PUBLICATION) --root $(ROOT) build epub

all: setup ## every edition, its proofs and the report
	@$(PUBLICATION) --root $(ROOT) build all $(STRICT)

specimen: setup ## every component and kind of page, with its variants (DEBUG=1: with the grid)
	@$(PUBLICATION) --root $(ROOT) specimen $(if $(DEBUG),--debug)

visual: setup ## compare the pages with the approved ones: pictures of what differs in output/visual/
	@$(PUBLICATION) --root $(ROOT) visual

approve: setup ## keep the pages as they are now as approved, in approved/
	@$(PUBLICATION) --root $(ROOT) visual --approve

check: setup ## check the sources: a few seconds, nothing is typeset
	@$(PUBLICATION) --root $(ROOT) check $(STRICT)

preview: setup ## the pages in a browser, set again at each change of the sources
	@$(PUBLICATION) --root $(ROOT) preview

test: setup-dev ## every test
	@.venv/bin/python -m pytest -n auto --dist loadfile

lint: setup-dev ## ruff and the type checker
	@.venv/bin/ruff check pipeline tests
	@.venv/bin/ruff format --check pipeline tests
	@.venv/bin/mypy

bench: setup ## measure builds against the engine's own time: output/bench.json
	@$(PUBLICATION) --root $(ROOT) bench

lock: setup-dev ## pin every dependency again, with hashes and without addresses
	@.venv/bin/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras \
	  --allow-unsafe --no-header --build-deps-for editable -o requirements.txt pyproject.toml
	@.venv/bin/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras \
	  --allow-unsafe --no-header --build-deps-for editable --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	@.venv/bin/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras \
	  --allow-unsafe --no-header --build-deps-for editable --extra dask -c requirements.txt -o requirements-dask.txt pyproject.toml

clean: ## remove output/ and the virtual environment
	@rm -rf output .venv
