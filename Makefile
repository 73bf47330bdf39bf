# The daily tasks. `make help` lists them; .ci/run calls the same ones.
SHELL := bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := bash .ci/install
PORT ?=
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header
NAME ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run prepare test check bench words lock clean browser

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) ## Serve families, staff and the worker on this machine (PORT=8123 for another port)
	@exec $(BIN)/portal serve $(if $(PORT),--port $(PORT))

test: $(READY_DEV) browser ## Run all tests, those of the browser and of PostgreSQL included (ARGS for pytest)
	@$(if $(ARGS),$(BIN)/python -m pytest $(ARGS),$(BIN)/python -m pytest -n auto -m "not browser" && $(BIN)/python -m pytest -n auto --dist loadgroup --no-loadscope-reorder -m browser)

check: $(READY_DEV) ## Lint, types, import contracts, templates, catalogues, content, migrations head
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo | tail -n 30; exit $${PIPESTATUS[0]}
	@$(BIN)/djlint portal/templates --quiet --lint
	@$(BIN)/codespell
	@$(BIN)/portal words check
	@$(BIN)/portal content check
	@$(BIN)/portal db check

bench: $(READY_DEV) ## Run one benchmark: make bench NAME=search; without a name, list them
	@$(BIN)/python -m bench $(NAME) $(ARGS)

words: $(READY_DEV) ## Collect all words from code, templates and content into the catalogues
	@$(BIN)/python -m portal.cli words update

lock: $(READY_DEV) ## Pin the newest versions that pyproject.toml allows, with their hashes
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) --extra dev pyproject.toml -o requirements-dev.txt
	@echo "setuptools>=77" | $(COMPILE) - -o requirements-build.txt
	@echo "uv" | $(COMPILE) - -o requirements-uv.txt

clean: ## Remove the environment; data in instance/ stays
	@rm -rf $(VENV) build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or later is needed; this is $$($(PYTHON) --version 2>&1 || echo none). Say: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || bash .ci/system-package "python3-venv" "$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
	@$(PYTHON) -m venv $(VENV)

# uv installs in seconds; where it cannot be had, pip does the same with the same pins.
$(READY): requirements.txt requirements-build.txt requirements-uv.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing (a minute, only the first time) ..."
	@$(PIP) install --require-hashes -r requirements-build.txt
	@$(PIP) install --require-hashes -r requirements-uv.txt 2>/dev/null || echo "uv cannot be had; pip goes on alone, more slowly."
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): requirements-dev.txt $(READY)
	@echo "Installing what the tests need (only the first time) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

browser:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || bash .ci/system-package "chromium-headless-shell" "chromium"
	@# What fits on one sheet is measured with letters as narrow as Arial's, which other systems have.
	@[ "$$(uname)" != Linux ] || find /usr/share/fonts -name 'LiberationSans-Regular*' 2>/dev/null | grep -q . || bash .ci/system-package "fonts-liberation" "fonts-liberation2"
