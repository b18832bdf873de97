# Every target prepares what it needs: a fresh clone with Python 3.11 and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FUZZ_SECONDS ?= 300

.DEFAULT_GOAL := help
.PHONY: help install demo demo-web test quick soak crash newcomer docs-tables web-assets lint format constraints lock fuzz mutants audit

help: ## Show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# On Linux the package index gives the build of torch for graphics cards, which is gigabytes larger and of no use here.
# The one for the CPU is on an index of its own; where that cannot be reached, the other is taken.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
TORCH := $(shell grep '^torch==' deploy/constraints.txt)
CPU_TORCH = echo 'Fetching $(TORCH) for the CPU from $(TORCH_INDEX).'; \
	$(BIN)/pip install --no-compile --no-deps --retries 1 --timeout 15 --index-url $(TORCH_INDEX) $(TORCH) || \
	echo 'It cannot be fetched there: taking the one that the package index gives.'

$(READY): pyproject.toml deploy/constraints.txt
	@echo 'Setting up $(VENV): about 3 GB of pinned packages, those of the tests among them, a few minutes the first time.'
	$(PYTHON) -m venv $(VENV)
	@$(CPU_TORCH)
	$(BIN)/pip install --quiet --constraint deploy/constraints.txt --editable '.[dev]'
	@touch $@

install: $(READY) ## Create .venv with pinned dependencies

# `--no-compile` leaves the writing of byte code to the first import, which needs a quarter of it; headers and tests
# of torch are for people who build on it. Together that is 500 MB less.
LIGHT := $(VENV)/.light
UNUSED := $(VENV)/lib/python*/site-packages/torch/include $(VENV)/lib/python*/site-packages/torch/test
$(LIGHT): pyproject.toml deploy/constraints.txt
	@[ -e $(READY) ] && [ ! $(READY) -ot pyproject.toml ] && touch $@ && exit 0; \
	  echo 'Setting up $(VENV): the pinned packages that the bot runs with, without those of the tests.'; \
	  if command -v uv >/dev/null; then \
	    uv venv --quiet --allow-existing --seed --python $(PYTHON) $(VENV) && \
	    { $(CPU_TORCH); } && \
	    uv pip install --python $(BIN)/python --constraint deploy/constraints.txt --editable .; \
	  else \
	    $(PYTHON) -m venv $(VENV) && { $(CPU_TORCH); } && \
	    $(BIN)/pip install --no-compile --constraint deploy/constraints.txt --editable .; \
	  fi && rm -rf $(UNUSED) && touch $@

demo: $(LIGHT) ## Run the whole bot on sample posts, without tokens or servers
	$(BIN)/claimspread demo

demo-web: $(LIGHT) ## The same, then the sample week in the dashboard: open the link that it prints
	$(BIN)/claimspread demo --web

CHROMIUM := $(VENV)/.chromium
$(CHROMIUM): $(READY)
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'Installing chromium for the browser tests.'; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    chromium fonts-noto-core >/dev/null; } || true; fi
	@command -v chromium >/dev/null || echo 'No chromium here: the browser tests will be skipped, and say so.'
	@touch $@

test: $(CHROMIUM) ## Run every test, or some: make test ARGS='tests/claims -k merge'
	$(BIN)/pytest -n 3 --dist worksteal -q $(ARGS)

# The tests that need no model, no PostgreSQL, no process of their own and no browser: what `quick` installs, some
# 200 MB, is enough for them.
QUICK := .venv-quick
$(QUICK)/.ready: pyproject.toml deploy/constraints.txt deploy/light_requirements.py
	$(PYTHON) -m venv $(QUICK)
	mkdir -p .cache && $(PYTHON) deploy/light_requirements.py > .cache/light.txt
	$(QUICK)/bin/pip install --quiet --constraint deploy/constraints.txt --requirement .cache/light.txt
	$(QUICK)/bin/pip install --quiet --no-deps --editable .
	@touch $@

# What is installed already serves; else the light set is.
QUICK_READY := $(if $(wildcard $(READY)),$(READY),$(QUICK)/.ready)
QUICK_BIN := $(if $(wildcard $(READY)),$(BIN),$(QUICK)/bin)

quick: $(QUICK_READY) ## Run the tests that need no model, server, process or browser: while you write
	$(QUICK_BIN)/pytest -n 2 --dist worksteal -q --quick $(ARGS)

soak: $(READY) ## One simulated week on X: 10,000 mentions, 5,000 watched posts, random faults
	CLAIMSPREAD_SOAK=week $(BIN)/pytest -q -s tests/scenarios/soak

crash: $(READY) ## Kill the bot 1,000 times at every step, on SQLite and PostgreSQL, and look for losses
	PYTHONPATH=. $(BIN)/python -m tests.scenarios.crash

fuzz: $(READY) ## Look for surprises: update parsing led by coverage (FUZZ_SECONDS=300), the core in long runs
	$(BIN)/pip install --quiet --constraint deploy/constraints.txt 'atheris>=3.0'
	mkdir -p .cache/fuzz
	PYTHONPATH=. $(BIN)/python -m tests.scenarios.fuzz.coverage_guided -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=.cache/fuzz/
	CLAIMSPREAD_FUZZ=long $(BIN)/pytest -q tests/scenarios/fuzz

mutants: $(READY) ## Plant faults in the bot, and see that the long runs' machine finds each
	CLAIMSPREAD_FUZZ=mutants $(BIN)/pytest -q -s tests/scenarios/fuzz/test_planted_faults.py

audit: $(READY) ## Ask the advisory service about the pinned packages; says so where it cannot be reached
	.ci/audit

newcomer: $(READY) ## Time every step from an empty folder to the first answer
	PYTHONPATH=. $(BIN)/python -m tests.scenarios.newcomer --python $(PYTHON)

docs-tables: $(READY) ## Write what is generated in docs/: the tables of X and of settings, the drawing of the rooms
	PYTHONPATH=. $(BIN)/python -m tests.decisions.table
	PYTHONPATH=. $(BIN)/python -m tests.support.rooms

web-assets: ## Build the dashboard's charts from npm (Node.js)
	cd deploy/web && npm install --no-audit --no-fund --no-save && npm run build
	cp deploy/web/node_modules/echarts/LICENSE bot/web/static/vendor/echarts.LICENSE
	cp deploy/web/node_modules/zrender/LICENSE bot/web/static/vendor/zrender.LICENSE
	cd deploy/web/node_modules && for part in d3-force d3-quadtree d3-dispatch d3-timer; do \
		echo $$part; echo; cat $$part/LICENSE; echo; done > ../../../bot/web/static/vendor/d3.LICENSE

lint: $(READY) ## Style, English, types and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tests.support.english
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Write deploy/requirements.lock: what an image installs, with hashes (torch stands apart, see deploy/Dockerfile)
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet pip-tools
	$(VENV)-lock/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --no-annotate --strip-extras --unsafe-package torch --constraint deploy/constraints.txt \
	  --output-file deploy/requirements.lock pyproject.toml

constraints: $(READY) ## Write the installed versions to deploy/constraints.txt
	@{ echo '# Exact versions of everything claimspread installs; refresh with: make constraints'; \
	   $(BIN)/pip freeze --exclude-editable | sed 's/^torch==.*/torch==2.13.0/'; } > deploy/constraints.txt
