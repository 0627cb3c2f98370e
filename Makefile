# Few words, each does what it says. `make site` and `make test` need nothing installed by hand
# beyond make, git and Python >= 3.11.
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help:           ## what can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.synced: uv.lock pyproject.toml
	@sh scripts/setup.sh $(VENV)
	@touch $@

setup: $(VENV)/.synced   ## the virtual environment, from the lock file

site: setup     ## build the demo county into output/ and say how to look at it
	@$(BIN)/mingbai build
	@echo "看一看：make serve，然后打开 http://127.0.0.1:8000/"

serve: setup    ## build, serve on port 8000, rebuild on any change
	@$(BIN)/mingbai serve

check: setup    ## check data alone; ORACLE=1 lets frictionless read everything too
	@$(BIN)/mingbai check $(if $(ORACLE),--oracle)

demo: setup     ## make the demo county's data anew
	@$(BIN)/python scripts/county.py data

lint: setup     ## format, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

browser: setup
	@sh scripts/browser.sh

go:
	@sh scripts/go.sh

sending:
	@sh scripts/sending.sh

test: setup browser go sending   ## all tests, in a real browser too; FILE runs alone: .venv/bin/pytest FILE
	@$(BIN)/pytest -n 2

lighthouse: setup browser
	@sh scripts/lighthouse.sh .cache/lighthouse

test-deep: lighthouse go sending   ## all tests ten times larger, a county of full size, Lighthouse
	@HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n 2

bench: setup    ## ratios of time and memory on a full county (AGAINST=commit, QUICK=1)
	@$(BIN)/python scripts/bench.py $(if $(AGAINST),--against $(AGAINST)) $(if $(QUICK),--quick)

sbom: setup     ## what the program is made of, with licences and sums: dist/mingbai.cdx.json
	@mkdir -p dist && $(BIN)/python scripts/sbom.py dist/mingbai.cdx.json && echo dist/mingbai.cdx.json

.PHONY: help setup site serve check demo lint browser go sending lighthouse test test-deep bench sbom
