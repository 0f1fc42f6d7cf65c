# convdoc. `make` alone lists what you can do. Everything lives in .venv; nothing else on the machine changes.

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
PEERS := .venv-peers
PEERS_READY := $(PEERS)/.ready

export NO_MKDOCS_2_WARNING := 1
export PYTHONWARNINGS := ignore::DeprecationWarning:jupyter_client
export JUPYTER_PLATFORM_DIRS := 1

.DEFAULT_GOAL := help
.PHONY: help setup serve site offline test test-peers record check bench mutate look audit figures browser runtime clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 19

setup: $(READY) ## create .venv and install what the site and the tests need

serve: $(READY) runtime ## show the site at http://127.0.0.1:8000, reloading on every edit (PORT=8001 for another port)
	@$(PY) -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); sys.exit(s.bind(("127.0.0.1", $(PORT))))' 2>/dev/null \
	  || { echo "convdoc: port $(PORT) is in use (or not yours to use); try another one: make serve PORT=$$(( $(PORT) + 1 ))" >&2; exit 1; }
	@$(PY) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: $(READY) runtime ## build the site into site/; a page that is not true stops the build
	@$(PY) -m mkdocs build --clean

offline: $(READY) ## pack the site, both editions, into dist/convdoc-offline.zip, to be read without a network
	@$(PY) -m convdoc.site.offline

test: $(READY) browser runtime ## run every test: pages, docstrings, package, engine, built site
	@$(PY) -m pytest

# One thread: the code runs in copies of a process, which have no other.
test-peers: $(PEERS_READY) ## run the pages' PyTorch, compare it with NumPy, and tell lies about it (needs some 700 MB, once)
	@$(PEERS)/bin/python -m convdoc.spec.cli check --quiet docs README.md
	@OMP_NUM_THREADS=1 $(PEERS)/bin/python -m pytest -q tests/peers/with_peers.py

record: $(PEERS_READY) ## run the pages' PyTorch, and keep what it shows in docs/peers.json, for those who do not have it
	@OMP_NUM_THREADS=1 $(PEERS)/bin/python -m convdoc.spec.cli record docs README.md --output docs/peers.json

check: $(READY) ## evaluate every claim of the pages and of README.md
	@$(PY) -m convdoc.spec.cli check docs README.md

bench: $(READY) browser runtime ## compare the fast form with the definition, many pages with few, a first run with the stock start, as ratios
	@$(PY) tests/benchmarks/corr2d.py
	@$(PY) tests/benchmarks/pages.py
	@$(PY) tests/benchmarks/live.py

mutate: $(READY) ## tell lies to every page, break the package in every place, and write the score (some minutes)
	@$(PY) -W ignore -m convdoc.spec.mutation.score convdoc docs README.md

look: site browser ## take a picture of every page into screenshots/: light, dark, wide, phone
	@$(PY) tests/site/look.py

audit: $(READY) browser ## let Lighthouse judge a page of each type; needs Node (some minutes)
	@$(PY) tests/audit/audit.py

figures: $(READY) ## draw the figures again, and write the generated tables
	@$(PY) -m convdoc.site.figures
	@$(PY) docs/tables.py
	@$(PY) -m convdoc.site.terms

# Without it the site is built all the same, and says so; the tests of the code that runs in the page fail.
runtime: $(READY)
	@$(PY) -m convdoc.site.live.fetch || true

browser: $(READY)
	@$(PY) tests/site/browsing.py

clean: ## remove what make made, but not the sources
	rm -rf $(VENV) $(PEERS) .cache site dist screenshots .pytest_cache *.egg-info

$(PEERS_READY): pyproject.toml tests/peers/environment.py | $(READY)
	@$(PY) tests/peers/environment.py $(PEERS) $(PYTHON)
	@touch $@

# A stamp that is written last: an installation that was interrupted is done again.
$(READY): pyproject.toml constraints.txt
	@if [ -n "$(PYTHON)" ]; then candidates="$(PYTHON)"; else candidates="python3.12 python3.13 python3.14 python3 python"; fi; \
	for candidate in $$candidates; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "convdoc: Python 3.12 or newer is needed, and there is $$($(or $(PYTHON),python3) --version 2>/dev/null || echo none)." >&2; \
	  echo "         Get one from https://www.python.org/downloads/, or name one: make setup PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! $(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then \
	  echo "convdoc: creating $(VENV) with $$("$$python" --version)"; \
	  "$$python" -m venv --clear $(VENV) || { echo "convdoc: Python could not create $(VENV); on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	fi; \
	echo "convdoc: installing the packages of constraints.txt (a minute or two, once)"; \
	$(PY) -m pip install --disable-pip-version-check --retries 2 --constraint constraints.txt \
	  --config-settings editable_mode=compat --editable '.[test]' >$(VENV)/install.log 2>&1 \
	  || { grep -v '^WARNING: Location' $(VENV)/install.log | tail -n 5 >&2; \
	       echo "convdoc: the packages could not be installed; is there a network? Then run make again. All of pip's words: $(VENV)/install.log" >&2; exit 1; }
	@touch $@
