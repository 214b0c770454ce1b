# `make sandbox` tries the bot in the browser, `make test` passes the tests; both install what they need into .venv.
PYTHON ?= python3
BIN := .venv/bin
LANES := tests/unit tests/property tests/conversation tests/contract
# Test files are synced to disk at every commit: they lie in memory where there are two gigabytes for them.
MEMORY := $(shell [ -w /dev/shm ] && [ "$$(df -kP /dev/shm | awk 'END {print $$4}')" -gt 2000000 ] && echo /dev/shm)

.PHONY: sandbox test contract bench property-long crash crash-short faults faults-short mutation check setup lint types contracts coverage browser chromium requirements clean help

help: ## Show what there is.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

ifneq ($(MEMORY),)
test contract property-long coverage crash-short faults-short mutation: export TMPDIR := $(MEMORY)
endif

sandbox: .venv/run ## Try the bot in the browser: a simulated group, no account, no network.
	@$(BIN)/groupbot sandbox

test: .venv/dev ## Run the tests: unit, property, conversation, contract.
	@$(BIN)/python -m pytest $(LANES) -n auto --dist worksteal

contract: .venv/dev ## Play every script on every platform, and print the table.
	@$(BIN)/python -m tests.contract_table

property-long: .venv/dev ## The property tests at length: 10,000 x 100 for the state machines; takes hours.
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests/property -n auto

bench: .venv/dev ## What the house costs: a message, a start, a consent, a press, a group's end, each beside its baseline; takes minutes.
	@for one in pipeline start consent ports ending ledger; do echo "$$one:"; $(BIN)/python -m bench $$one || exit 1; done

crash: .venv/dev ## Kill the bot 1,000 times under load, half of them on PostgreSQL; takes a quarter of an hour.
	@$(BIN)/python -m tests.crash --kills 500 --database sqlite && $(BIN)/python -m tests.crash --kills 500 --database postgresql

crash-short: .venv/dev ## Kill it 50 times, and see that five seeded defects are caught.
	@$(BIN)/python -m pytest tests/crash -n 2 --dist worksteal

faults: .venv/dev ## Every fault for a whole minute, as docs/faults.md tells; takes ten.
	@GROUPBOT_FAULT_SECONDS=60 $(BIN)/python -m pytest tests/faults -n 4

faults-short: .venv/dev ## Every fault for a few seconds.
	@$(BIN)/python -m pytest tests/faults -n 4

mutation: .venv/dev ## How many small defects in the rules the tests see, as docs/mutation.md tells; takes half an hour.
	@$(BIN)/python -m tests.mutation

setup: .venv/dev ## Make the environment alone, in .venv.

check: .venv/dev ## All that CI runs; what only reads the code goes side by side, for each of them uses one core.
	@$(MAKE) --no-print-directory --output-sync=target -j2 types lint contracts
	@$(MAKE) --no-print-directory coverage browser crash-short faults-short

lint: .venv/dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/python -m groupbot.i18n.lint
	@$(BIN)/groupbot policy check policies

types: .venv/dev
	@$(BIN)/mypy

contracts: .venv/dev
	@$(BIN)/lint-imports

coverage: .venv/dev
	@HYPOTHESIS_PROFILE=ci $(BIN)/python -m pytest $(LANES) -n auto --dist worksteal --cov --cov-report=term

browser: .venv/dev chromium ## Drive the sandbox in Chromium.
	@$(BIN)/python -m pytest tests/browser --allow-hosts=127.0.0.1,localhost

chromium:
	@tools/chromium

requirements: .venv/dev ## Pin the newest versions that fit requirements/*.in, with hashes and without addresses.
	@for name in installer run dev; do $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --upgrade --quiet requirements/$$name.in --output-file requirements/$$name.txt; done

.venv/run: requirements/run.txt tools/setup
	@tools/setup $(PYTHON) run

.venv/dev: requirements/dev.txt tools/setup
	@tools/setup $(PYTHON) dev

clean: ## Remove the environment and what tools left behind.
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage *.egg-info
