# Every target sets up what it needs; the first run takes about a minute.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# Tests start hundreds of processes, which need not compile the same modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help serve build compress check test test-data test-fast validate measure-pages screenshot compatibility format lock clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

serve: $(VENV)/installed ## Preview the site on this machine, updated on every save
	$(BIN)/mkdocs serve

build: $(VENV)/installed ## Build the site into site/
	$(BIN)/mkdocs build --strict

compress: build ## Build the site with compressed copies of its files
	$(BIN)/python -m macros.publishing.compression site

check: $(VENV)/installed ## Check code and data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/catalogue check

test: $(VENV)/installed browser packages ## Run every test
	$(BIN)/pytest -n auto --dist worksteal

test-data: $(VENV)/installed ## Check the data and the site built from it
	$(BIN)/catalogue check
	$(BIN)/pytest -m data tests/live

test-fast: $(VENV)/installed ## Run the tests that need no browser and no process of their own
	$(BIN)/pytest -n auto --dist worksteal -m "not browser and not process"

.PHONY: browser packages
browser: $(VENV)/installed
	@$(BIN)/python -m tests.browser.install

packages:
	@if command -v npm > /dev/null; \
	then $(MAKE) --no-print-directory node_modules/.package-lock.json; \
	else echo "No npm found: the tests that need npm packages are skipped."; fi

node_modules/.package-lock.json: package-lock.json
	npm ci --silent --ignore-scripts
	@touch $@

validate: $(VENV)/installed node_modules/.package-lock.json ## Validate every page with the Nu HTML Checker (needs Java and npm)
	$(BIN)/python -m tests.site.validate

measure-pages: $(VENV)/installed node_modules/.package-lock.json ## Validate pages and links and update the developer notes
	$(BIN)/python -m tests.site.measure

measure-reading: $(VENV)/installed browser node_modules/.package-lock.json ## Measure the filter, the size of a first visit, Lighthouse scores, and a reader's five tasks
	$(BIN)/python -m tests.benchmarks.filtering
	$(BIN)/pytest -s tests/browser/test_first_visit.py
	$(BIN)/python -m tests.benchmarks.lighthouse
	$(BIN)/python -m tests.benchmarks.tasks

screenshot: $(VENV)/installed browser ## Update the screenshots of the README and of shared links
	$(BIN)/python -m tests.browser.screenshot
	$(BIN)/python -m tests.browser.share_picture

compatibility: $(VENV)/installed ## Build with the oldest and newest dependencies and with ProperDocs, and compare
	$(BIN)/python -m tests.compatibility.stacks

format: $(VENV)/installed ## Format code and data
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: ## Update requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.lock

clean: ## Remove build output
	rm -rf site $(VENV) .pytest_cache .mypy_cache .ruff_cache
