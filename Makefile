# callforprojects: `make help` says what each target does.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
PIP     = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r
RUN     = $(BIN)/python -m callforprojects
TEST    = $(BIN)/python -m pytest -q -n auto --dist worksteal
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras

.PHONY: help demo test unit journeys release release-newest check fix run worker db i18n vendor lock bench rush soak audit screenshots clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 17

demo: $(VENV)/.run ## A living demonstration: real calls, plausible applications (RESET=1 starts over)
	@$(RUN) demo $(if $(RESET),--reset) $(if $(PORT),--port $(PORT))

run: $(VENV)/.run ## The web server on your own data (see docs/operations.md)
	@$(RUN) web $(if $(PORT),--port $(PORT))

worker: $(VENV)/.run ## The runner: mails, what is done by the clock
	@$(RUN) worker

db: $(VENV)/.run ## Bring the database to the newest migration
	@$(RUN) db upgrade

test: $(VENV)/.test ## All tests: on SQLite, on PostgreSQL, then the journeys
	$(TEST) --engine=sqlite -m "not browser"
	$(TEST) --engine=postgresql
	$(TEST) -m browser

unit: $(VENV)/.test ## The tests that need no database, in a minute
	$(TEST) -m unit

journeys: $(VENV)/.test ## What people do from end to end, in a Chromium where one is found
	$(TEST) -m browser

release: $(VENV)/.test ## The wheel, built alone and installed elsewhere, lived in Chromium (locked versions)
	$(BIN)/python -m pytest -q --release locked tests/release

release-newest: $(VENV)/.test ## The same with the newest versions that the ranges allow: what breaks tomorrow
	$(BIN)/python -m pytest -q --release newest tests/release

check: $(VENV)/.dev ## Lint, types, layers, templates, spelling, translations, containers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/codespell callforprojects templates docs tools README.en.md CONTRIBUTING.md CHANGELOG.md
	$(BIN)/python tools/i18n.py --check
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms $(wildcard .github/ISSUE_TEMPLATE/[0-9]*.yml)

fix: $(VENV)/.dev ## Let the tools repair what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

i18n: $(VENV)/.run ## Put new texts into the catalogues; the French of a changed sentence waits to be read again
	$(BIN)/python tools/i18n.py

bench: $(VENV)/.dev ## Pages under load with 100 and 10,000 applications (docs/performance.md)
	$(BIN)/python tools/bench.py

soak: $(VENV)/.test ## Every page 100 times in one process, on heavy data (PYTHON=python3.13: under another Python)
	$(BIN)/python tools/soak.py $(SOAK) $(if $(filter-out python3,$(PYTHON)),--python $(PYTHON))

rush: $(VENV)/.test ## Hundreds file in the last minute, on both engines (docs/reliability.md; FAULT=killed, restarted, locked, full)
	$(BIN)/python tools/rush.py --engine=sqlite $(if $(FAULT),--fault=$(FAULT))
	$(BIN)/python tools/rush.py --engine=postgresql $(if $(FAULT),--fault=$(FAULT))

audit: $(VENV)/.test ## html-validate on every page, Lighthouse on four (docs/quality.md; needs Node)
	$(BIN)/python tools/audit.py

screenshots: $(VENV)/.test ## Retake the pictures of the README from the demonstration
	$(BIN)/python tools/screenshots.py

vendor: ## Copy the front-end packages of package.json into static/vendor/ (needs Node)
	$(PYTHON) tools/vendor.py

lock: $(VENV)/.dev ## Compile the locks again, the widest first
	$(COMPILE) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt requirements/test.in -o requirements/test.txt
	$(COMPILE) -c requirements/test.txt requirements/run.in -o requirements/run.txt
	! grep -nE 'https?://' requirements/*.txt

clean: ## Remove the environment and the demonstration
	rm -rf $(VENV) var

# `$(call say,en français,in English)`: what is being done, in the language of the terminal.
say     = case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in en*) echo "  · $(2)";; *) echo "  · $(1)";; esac

$(VENV)/.run: requirements/run.txt
	@$(call say,environnement Python dans $(VENV),Python environment in $(VENV))
	@$(PYTHON) -m venv $(VENV)
	@$(call say,installation des paquets de $< : une minute environ,installing the packages of $<: about a minute)
	@$(PIP) $<
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@$(call say,installation des paquets de $< : deux minutes environ,installing the packages of $<: about two minutes)
	@$(PIP) $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.test
	@$(call say,installation des paquets de $< : une minute environ,installing the packages of $<: about a minute)
	@$(PIP) $<
	@touch $@
