# CTIP Desktop. `make help` lists the targets. Needs Python 3.11 or newer and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
DONE := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test core check tour bench package clean lock

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(DONE) ## set up the virtual environment with pinned, hash-checked packages

$(DONE): constraints.txt pyproject.toml packaging/bootstrap.py
	$(PYTHON) packaging/bootstrap.py $(VENV)
	@touch $(DONE)

run: $(DONE) ## open the sample programme; without a screen, do the main job and leave the results in out/
	$(PY) packaging/run.py

test: $(DONE) ## run the tests (no screen needed)
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadgroup

core: $(DONE) ## the core's tests as on a machine without Qt
	PYTHONPATH=tests/without_qt $(PY) -m pytest -p no:pytest-qt -W ignore::pytest.PytestConfigWarning -o addopts="--strict-markers --import-mode=importlib -q" \
	  -n 2 --dist loadgroup --ignore tests/ui

check: $(DONE) ## format, lint, types, floors, tests: the definition of done
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(MAKE) test

tour: $(DONE) ## a picture of every screen, light and dark, and every PDF page, into out/tour/
	QT_QPA_PLATFORM=offscreen $(PY) -m ui.tour out/tour

bench: $(DONE) ## measure what we claim, as ratios; writes out/bench.json
	QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

package: $(DONE) ## build the stand-alone program into dist/ and start it once
	$(PY) packaging/package.py

lock: $(DONE) ## pin the newest allowed packages with their hashes
	$(PY) packaging/lock.py

clean: ## remove everything that was built
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
