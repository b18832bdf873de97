# Every target prepares what it needs: a fresh clone with Python 3.11 and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help install demo test soak crash docs-tables lint format constraints

help: ## Show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(READY): pyproject.toml deploy/constraints.txt
	@echo 'Setting up $(VENV): about 1.5 GB of pinned packages, a few minutes the first time.'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint deploy/constraints.txt --editable '.[dev]'
	@touch $@

install: $(READY) ## Create .venv with pinned dependencies

demo: $(READY) ## Run the whole bot on sample posts, without tokens or servers
	$(BIN)/claimspread demo

test: $(READY) ## Run every test
	$(BIN)/pytest -n 2 -q

soak: $(READY) ## One simulated week on X: 10,000 mentions, 5,000 watched posts, random faults
	CLAIMSPREAD_SOAK=week $(BIN)/pytest -q -s tests/soak

crash: $(READY) ## Kill the bot 1,000 times at every step, on SQLite and PostgreSQL, and look for losses
	PYTHONPATH=. $(BIN)/python -m tests.crash

docs-tables: $(READY) ## Write the generated tables into docs/x.md
	PYTHONPATH=. $(BIN)/python -m tests.policy.table

lint: $(READY) ## Style, types and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

constraints: $(READY) ## Write the installed versions to deploy/constraints.txt
	@{ echo '# Exact versions of everything claimspread installs; refresh with: make constraints'; \
	   $(BIN)/pip freeze --exclude-editable | sed 's/^torch==.*/torch==2.13.0/'; } > deploy/constraints.txt
