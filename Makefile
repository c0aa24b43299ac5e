# The one door of the repository: `make help` lists what it opens.
# scripts/setup_env.py makes the environment (.venv) that every other target needs.

.DEFAULT_GOAL := help

# The first Python that is new enough; `make lab PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
SETUP = $(or $(PYTHON),$(error March West needs Python 3.11 or later. Install it \
	(Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python@3.13), \
	then try again)) scripts/setup_env.py
RUN = $(SETUP) run

# What goes to pytest, as in `make test ARGS="tests/charts -x"`.
ARGS ?=
FAST = not slow and not browser and not nbgrader
# Of language_info only the name stays: the rest changes with whoever saved the notebook last.
STRIPPED = version codemirror_mode file_extension mimetype nbconvert_exporter pygments_lexer
NOTEBOOKS = $(wildcard course/*.ipynb docs/*.ipynb solutions/*/*.ipynb)

##@ Learners

.PHONY: lab
lab: ## Open JupyterLab at the first unit (PORT=8890 and NO_BROWSER=1 are understood)
	@PORT="$(PORT)" NO_BROWSER="$(NO_BROWSER)" $(SETUP) lab

##@ Whoever changes something

.PHONY: test
test: ## Run every test, with a real browser and nbgrader (ARGS="..." goes to pytest)
	@$(SETUP) test $(ARGS)

.PHONY: check
check: ## Under a minute: style, types, spelling and the fast tests, side by side
	@$(SETUP) env
	@$(MAKE) --no-print-directory -k -j 4 lint types spell fast

.PHONY: fast
fast: ## The fast tests alone (ARGS="..." goes to pytest)
	@$(RUN) python -m pytest -q -n 2 --dist worksteal -m "$(FAST)" $(ARGS)

.PHONY: course
course: ## Tell what in course/ does not fit together, and what to do
	@$(RUN) marchwest check-course

.PHONY: lint
lint: ## Ruff: mistakes and format, in modules and notebooks
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .

.PHONY: types
types: ## Mypy, strict, on src
	@$(RUN) mypy

.PHONY: spell
spell: ## Codespell: common misspellings
	@$(RUN) codespell

.PHONY: format
format: notebooks ## Put modules and notebooks into the one format, mending what can be mended
	@$(RUN) ruff check --fix-only .
	@$(RUN) ruff format .

.PHONY: notebooks
notebooks: ## Take outputs and counters out of the notebooks, keeping cell ids
	$(if $(NOTEBOOKS),@$(RUN) nbstripout --keep-id --extra-keys="$(addprefix metadata.language_info.,$(STRIPPED))" $(NOTEBOOKS))

.PHONY: coverage
coverage: ## The fast tests, with the lines of src that they miss (htmlcov/index.html)
	@$(RUN) python -m pytest -q -m "$(FAST)" --cov --cov-report=term --cov-report=html $(ARGS)

.PHONY: bench
bench: ## How long it takes to import the library, read its tables, run each notebook, check each item, change each explorer
	@$(RUN) python benchmarks/start.py
	@$(RUN) python benchmarks/notebooks.py
	@$(RUN) python benchmarks/practice.py
	@$(RUN) python benchmarks/explorers.py

.PHONY: bench-grading
bench-grading: ## How fast `marchwest grade` is beside stock nbgrader, on 200 submissions (some ten minutes)
	@$(RUN) python benchmarks/grading.py --growth $(ARGS)

.PHONY: hooks
hooks: ## Let git check each commit (pre-commit)
	@$(RUN) pre-commit install

.PHONY: browser
browser: ## Download a Chromium for the browser tests, where the system has none
	@$(RUN) playwright install chromium

##@ Made files

.PHONY: data
data: ## Write datasets/datapackage.json anew from the tables and what metadata.yaml says of them
	@$(RUN) python scripts/build_datapackage.py

.PHONY: assignments
assignments: ## Make the student copies in assignments/ from solutions/
	@$(RUN) python scripts/make_assignments.py

.PHONY: catalogue
catalogue: ## Bring the words that the library shows in Russian and Chinese up to date
	@$(RUN) python scripts/make_catalogue.py

.PHONY: lock
lock: ## Bring requirements.lock up to date with pyproject.toml (UPGRADE=1: newest of everything)
	@$(RUN) uv pip compile --quiet --universal --python-version 3.11 --group dev \
		--no-annotate --no-emit-index-url --custom-compile-command "make lock" \
		$(if $(UPGRADE),--upgrade) --output-file requirements.lock pyproject.toml

.PHONY: wheel
wheel: ## Build the wheel, with the data in it, into dist/
	@$(RUN) python -m hatchling build -t wheel

##@ Tidying

.PHONY: clean
clean: ## Remove caches and build products; learners' work and .venv stay
	@rm -rf build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	@find course assignments solutions src tests scripts \( -name __pycache__ -o -name .ipynb_checkpoints \) \
		-prune -exec rm -rf {} + 2>/dev/null || true

.PHONY: clean-all
clean-all: clean ## Remove the environment as well; the next command makes it anew
	@if [ -d .venv ]; then rm -rf .venv.old && mv .venv .venv.old; fi # never a half-removed .venv
	@rm -rf .venv.old .venv.new

.PHONY: help
help: ## List these targets
	@awk 'BEGIN { FS = ":.*## "; print "make TARGET, where TARGET is one of:" } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
