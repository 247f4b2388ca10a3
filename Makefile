# `make run` and `make test` need Python 3.11 and make; everything else comes with `.venv`.
PYTHON ?= $(shell for python in python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$python && break; done)
REQUIREMENTS = requirements.txt requirements-dev.txt requirements-uv.txt
BIN = .venv/bin
UV = $(BIN)/uv

.DEFAULT_GOAL = help
.PHONY: help run test lint format requirements clean

help:
	@echo "make run           start everything (PORT=8123 make run: on another port)"
	@echo "make test          run the tests (ARGS='-k word' to choose)"
	@echo "make lint          check style and types"
	@echo "make format        format the code"
	@echo "make requirements  pin the newest versions that requirements*.in allow"
	@echo "make clean         remove .venv and caches; the data in var/ stay"

run: .venv/ready
	@exec $(BIN)/python -m factcheck.supervise

test: .venv/ready
	@exec $(BIN)/python -m pytest $(ARGS)

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Written last, so that whatever interrupts the installation, the next make goes on with it.
.venv/ready: $(REQUIREMENTS)
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed; name it if it is not on PATH: make run PYTHON=/path/to/python3.11"; exit 1; }
	@rm -f $@
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making .venv ..."; $(PYTHON) -m venv --clear .venv; }
	@echo "Installing the packages in requirements*.txt ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(UV) pip sync --quiet --system-certs --python $(BIN)/python --require-hashes $(REQUIREMENTS) || { \
		echo "uv can't; installing with pip, which takes longer ..."; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(addprefix -r ,$(REQUIREMENTS)); }
	@touch $@

requirements: .venv/ready
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header requirements.in -o requirements.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header requirements-dev.in -o requirements-dev.txt
	echo uv | $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header - -o requirements-uv.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
