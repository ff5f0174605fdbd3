# make run · make test · make check · make bench · make docs · make supply · make audit
PORT ?= 8050
PYTHON ?= python3
export CARE_TEST_EFFORT ?= ci

BIN := .venv/bin
PEERS := tests/bench/peers/requirements
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready

.PHONY: run demo refresh test check lint types walls docs docs-check unit browser bench lock supply audit clean
.DEFAULT_GOAL := run

run: refresh ## serve the dashboard on http://127.0.0.1:$(PORT)
	@echo "Serving on http://127.0.0.1:$(PORT) (stop with Ctrl+C)"
	PORT=$(PORT) $(BIN)/gunicorn --config app/gunicorn_conf.py app.wsgi:server

refresh: $(RUN_READY) ## load data/exports, or invent an export if there is none
	@ls data/exports/* >/dev/null 2>&1 || $(BIN)/python -m etl demo
	$(BIN)/python -m etl refresh

test: check browser-ready ## everything, as CI runs it
	$(BIN)/python -m pytest -m browser -n auto --dist loadgroup

check: $(DEV_READY) lint types walls docs-check ## all but the tests that need a browser
	$(BIN)/python -m pytest -m "not browser" -n auto --dist loadgroup -q

lint: $(DEV_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_READY)
	$(BIN)/mypy

walls: $(DEV_READY)
	$(BIN)/lint-imports

docs: $(RUN_READY) ## write docs/ from the definitions
	$(BIN)/python -m etl docs

docs-check: $(DEV_READY)
	$(BIN)/python -m etl docs --check
	$(BIN)/python -m tests.supply check

bench: $(DEV_READY) browser-ready ## measure beside floors and peers; figures are read, never asserted
	$(BIN)/python -m tests.bench $(BENCH)

lock: ## write the hashed locks again
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 $(PEERS).in -o $(PEERS).txt

supply: $(DEV_READY) ## write docs/licences.md and docs/sbom.json from the lock
	$(BIN)/python -m tests.supply write

audit: $(DEV_READY) ## ask for known vulnerabilities of all that is locked; fails where nobody can be asked
	$(BIN)/python -m tests.supply audit

clean:
	rm -rf .venv .bench data/warehouse

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(RUN_READY): .venv/bin/python requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(DEV_READY): .venv/bin/python requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(RUN_READY)

.PHONY: browser-ready
browser-ready:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; \
	  else \
	    echo "The browser tests need chromium: 'sudo apt-get install chromium', then 'make test' again."; exit 1; \
	  fi; }
