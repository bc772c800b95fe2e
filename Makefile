# Needs python3 >= 3.11 and make; each target installs first what it needs into .venv (at once where nothing changed).
# Variables: PYTHON=python3.13 (which Python) · UV= (pip even where uv is found) · JOBS=4 (test processes) · ARGS="…"

UV ?= uv
JOBS ?= 2
ARGS ?=
BIN := .venv/bin
PACKAGING := infra/packaging

.DEFAULT_GOAL := help
.PHONY: help install run test bench faults lint format lock clean distclean
.PHONY: check-style check-format check-types check-imports installed-run installed-dev
export PYTHON UV

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: installed-dev ## install everything into .venv
	@echo "Ready: $(BIN)/tongxin --help"

run: installed-run ## start the service with its embedded database and the reference data
	$(BIN)/tongxin run $(ARGS)

test: installed-dev ## run the tests (ARGS="-k name" for some)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

bench: installed-dev ## measure throughput and latency on this machine
	$(BIN)/python -m bench $(ARGS)

faults: installed-dev ## kill, stall and corrupt things, and check that no event is lost
	$(BIN)/python -m tests.faults $(ARGS)

lint: check-style check-format check-types check-imports ## check style, format, types and import contracts

check-style: installed-dev
	$(BIN)/ruff check

check-format: installed-dev
	$(BIN)/ruff format --check

check-types: installed-dev
	$(BIN)/mypy
	$(BIN)/mypy --config-file $(PACKAGING)/mypy-tests.ini $(wildcard tests bench infra/packaging)

check-imports: installed-dev
	$(BIN)/lint-imports --no-logo

format: installed-dev ## put the style right where a tool can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: installed-dev ## refresh the locked versions (ARGS=--upgrade for the newest)
	$(PACKAGING)/lock.sh $(ARGS)

clean: ## remove caches and built packages
	rm -rf dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## also remove .venv and build
	rm -rf .venv build

installed-run:
	@$(PACKAGING)/install.sh run

installed-dev:
	@$(PACKAGING)/install.sh dev
