# Everything runs in .venv, which the first target that needs it makes. PYTHON picks the interpreter (3.10 to 3.13).
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
NEXT   := .venv-next
JOBS   ?= 2
THREADS ?= 4

.DEFAULT_GOAL := help
.PHONY: help demo test test-next check docs bench clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): setup.cfg pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
		|| (echo "Mockhaus needs Python 3.10 to 3.13; name one with: make PYTHON=python3.12 ..." >&2; exit 1)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip "setuptools>=68"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(STAMP)  ## dbt build of integration_project/ on Mockhaus, then what it built; run it twice
	@$(BIN)/python integration_project/demo.py --threads $(THREADS)

# dbt-core 1.12 without the dependency that cannot be installed everywhere (see constraints.txt), and sqlglot without its
# compiled build.
$(NEXT)/.installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -m venv $(NEXT)
	$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip "setuptools>=68"
	$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(NEXT)/bin/python -m pip uninstall --quiet --yes sqlglotc
	$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps "dbt-core>=1.12,<1.13"
	$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check "click>=8.3,<9" metricflow opentelemetry-api \
		"python-dotenv>=1.2" "sqlparse>=0.5.5,<0.7" 2>&1 | grep -v "dbt-core" || true
	@touch $@

test-next: $(NEXT)/.installed  ## conformance with one thread on dbt-core 1.12, translation with sqlglot in pure Python
	@CONFORMANCE_THREADS=1 $(NEXT)/bin/python -m pytest -n $(JOBS) --dist loadscope -q tests/translation tests/golden \
		tests/conformance

test: $(STAMP)  ## all tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadscope -q

check: $(STAMP)  ## ruff, mypy --strict, import contracts, fresh docs
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/house

docs: $(STAMP)  ## write docs/ from the code
	@$(BIN)/python -m mockhaus_dbt.coverage
	@$(BIN)/python tests/conformance/page.py

bench: $(STAMP)  ## CPU of statements and builds against DuckDB and dbt-duckdb
	@$(BIN)/python -m benchmarks

clean:  ## remove the environment and what dbt wrote
	rm -rf $(VENV) integration_project/target integration_project/logs integration_project/*.duckdb*
