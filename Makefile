# The jazz studio: `make run` sets up and opens the page, `make test` sets up and tests it all.
#
# tools/setup.sh does the work. A mark in .venv says that it is done; its name holds a checksum of the files
# it was done from, so a change of them asks for it again.

VENV_PYTHON := .venv/bin/python
checksum = $(shell cat $(1) | cksum | cut -d' ' -f1)
RUN_READY := .venv/.run-$(call checksum,requirements.txt constraints.txt)
TEST_READY := .venv/.test-$(call checksum,requirements.txt constraints.txt requirements-dev.txt)

.PHONY: run test bench clean sound browser broken
.DEFAULT_GOAL := run

run: $(RUN_READY) sound
	@exec $(VENV_PYTHON) -m streamlit run streamlit_app.py

test: $(TEST_READY) sound browser
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

bench: $(TEST_READY) sound browser
	@exec $(VENV_PYTHON) -m benchmarks

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

sound: $(RUN_READY)
	@tools/setup.sh sound

browser: $(TEST_READY)
	@tools/setup.sh browser

# An environment whose Python is gone, after an upgrade of the system say, is made anew.
.venv/.made: $(if $(shell { $(VENV_PYTHON) -c "print('works')"; } 2>/dev/null),,broken)
	@tools/setup.sh venv
	@touch $@

$(RUN_READY): .venv/.made
	@tools/setup.sh install requirements.txt "460 MB"
	@rm -f .venv/.run-* && touch $@

$(TEST_READY): $(RUN_READY)
	@tools/setup.sh install requirements-dev.txt "80 MB"
	@rm -f .venv/.test-* && touch $@
