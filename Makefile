# Needs make, a POSIX shell, and Python 3.11 or newer with its venv module. Everything else is installed in .venv.

VENV = .venv
RUN = $(VENV)/bin/python -m
INSTALL = $(RUN) pip install --quiet --disable-pip-version-check
LOCK = $(RUN) uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" $(ARGS)

# Compiled modules are kept whatever the environment says: tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE =

# The first of these that is new enough is used. PYTHON=/some/python3 overrides the search.
PYTHONS = $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)

# The names of the stamps contain a checksum of the folder's path: a moved folder is installed again.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
PLAY = $(VENV)/ready-to-play-$(HERE)
TEST = $(VENV)/ready-to-test-$(HERE)

.PHONY: help play test lint lowest newest mutants icons fonts lock clean missing
.NOTPARALLEL:
.DELETE_ON_ERROR:

help:
	@echo "make play    set everything up and serve the game; the database is in ./data"
	@echo "make test    set everything up and run every test, in Chromium, Firefox and WebKitGTK too"
	@echo "make lint    check style, types, and the container and workflow files"
	@echo "make lowest  run the tests without browsers on the lowest versions that pyproject.toml allows"
	@echo "make newest  the same on the newest versions there are, whatever the lock files say"
	@echo "make mutants put small faults into the rules, one by one, and count how many the tests notice (one to two hours)"
	@echo "make lock    pin the dependencies of pyproject.toml again (ARGS=--upgrade: the newest versions)"
	@echo "make icons   draw the PNG icons again from static/icon.svg"
	@echo "make fonts   make the fonts of pictures again from those of the pages"
	@echo "make clean   remove everything installed or built here; ./data stays"
	@echo
	@echo "ARGS is passed on: make play ARGS='--port 8080', make test ARGS=tests/game"
	@echo "PYTHON chooses the Python: make play PYTHON=/usr/local/bin/python3"

play: $(PLAY)
	@exec $(VENV)/bin/higherthanthou serve $(ARGS)

test: $(TEST)
	@$(VENV)/bin/python tests/e2e/browser.py --install
	$(RUN) pytest --numprocesses auto --dist worksteal $(ARGS)

lint: $(TEST)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(VENV)/bin/hadolint Dockerfile
	$(VENV)/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yml
	$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/ci.yml

RESOLUTION_lowest = lowest-direct
RESOLUTION_newest = highest

lowest newest: $(TEST)
	$(INSTALL) uv
	$(RUN) uv pip compile --quiet --no-config --python-version 3.11 --resolution $(RESOLUTION_$@) --group test \
		--output-file $(VENV)/$@.txt pyproject.toml
	$(VENV)/bin/python -m venv --clear $(VENV)/$@
	$(VENV)/$@/bin/python -m pip install --quiet --disable-pip-version-check --requirement $(VENV)/$@.txt
	PYTHONPATH=src $(VENV)/$@/bin/python -m pytest --numprocesses auto --dist worksteal \
		$(or $(ARGS),tests/game tests/authoring tests/store tests/web)

mutants: $(TEST)
	$(INSTALL) cosmic-ray==8.7.0
	$(VENV)/bin/python tests/mutants.py $(ARGS)

icons: $(TEST)
	$(VENV)/bin/python tests/icons.py

fonts: $(TEST)
	$(VENV)/bin/python tests/fonts.py

lock: $(VENV)/pyvenv.cfg
	$(INSTALL) uv
	$(LOCK) --group build --output-file requirements.lock pyproject.toml
	$(LOCK) --group build --group test --group lint --constraint requirements.lock \
		--output-file requirements-test.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PLAY): requirements.lock
$(TEST): requirements-test.lock
$(PLAY) $(TEST): pyproject.toml $(VENV)/pyvenv.cfg
	@echo "Installing what $(filter %.lock,$^) lists; this takes a minute, once."
	@$(INSTALL) --require-hashes --requirement $(filter %.lock,$^)
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@rm -f $(filter-out %-$(HERE),$(wildcard $(VENV)/ready-to-*)) $@ && touch $@

# Makes a .venv if there is none, or if an upgrade of Python broke it.
$(VENV)/pyvenv.cfg: $(shell $(VENV)/bin/python -c "" 2>/dev/null || echo missing)
	@for python in $(PYTHONS); do \
		"$$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || continue; \
		recent=$$python; \
		"$$python" -c "import ensurepip, venv" 2>/dev/null && exec "$$python" -m venv --clear $(VENV); \
	done; \
	if [ "$$recent" ]; then \
		echo "$$recent lacks its venv module: install it (on Debian or Ubuntu: apt-get install python3-venv)."; \
	else \
		echo "Python 3.11 or newer is needed, and there is none among: $(PYTHONS). Install one, or name it: PYTHON=/path/to/it."; \
	fi >&2; exit 1
