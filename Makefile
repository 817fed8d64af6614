# Every target makes the environment it needs in .venv: only Python 3.11 or later and make are asked for.
# Choose another interpreter with `make test PYTHON=python3.13`, another place with `make test VENV=/tmp/env`.

VENV ?= .venv
FUZZ_SECONDS ?= 60
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test coverage mutation check format docs bench fuzz pictures release clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.core ## read the Jilin plan, ask it questions, write calendars and a page into demo/
	@PATH="$(abspath $(BIN)):$$PATH" sh scripts/demo.sh demo

test: $(VENV)/.dev ## run every test
	@sh scripts/office.sh
	@sh scripts/browser.sh $(VENV)
	$(BIN)/pytest

coverage: $(VENV)/.dev ## run every test and print what no test reaches; fails under 95 % of lines and branches
	@sh scripts/office.sh
	@sh scripts/browser.sh $(VENV)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

mutation: $(VENV)/.mutation ## change the code of deadlines, duties and queries, and print which changes no test notices
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/mutmut run
	$(BIN)/mutmut results

check: $(VENV)/.dev ## lint, formatting, types, and the documentation with warnings as errors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory docs

format: $(VENV)/.dev ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## build the documentation into docs/_build/html
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b html docs docs/_build/html
	@echo "open docs/_build/html/index.html"

bench: $(VENV)/.bench ## measure on this machine, beside other libraries
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.fuzz ## feed changed documents to every reader and language for FUZZ_SECONDS (60)
	$(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS)

pictures: $(VENV)/.dev ## draw the pictures of the README anew, with Chromium
	@sh scripts/browser.sh $(VENV)
	$(BIN)/python scripts/pictures.py

release: $(VENV)/.dev ## build what is released into dist/, and try it in empty environments
	@sh scripts/release.sh $(abspath $(BIN))/python dist

clean: ## remove everything that these targets make
	rm -rf $(VENV) demo mutants .coverage* fuzz/found docs/_build docs/_pictures dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	sh scripts/make_venv.sh "$(VENV)" $(PYTHON)

# Stamps: what stands in .venv is made again only when pyproject.toml says something new.
$(VENV)/.core: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable '.[all]' --group dev --group docs
	@touch $@ $(VENV)/.core

$(VENV)/.mutation: $(VENV)/.dev
	$(PIP) install --group mutation
	@touch $@

# Peers and atheris do not install everywhere: what is missing is named, and left out.
$(VENV)/.bench: $(VENV)/.dev
	$(PIP) install --group bench || echo "SKIPPED: the peers cannot be installed here; ours is measured alone"
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev
	$(PIP) install --group fuzz || echo "SKIPPED: atheris cannot be installed here; inputs are changed at random alone"
	@touch $@
