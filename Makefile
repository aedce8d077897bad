# make demo    press releases in samples/ → outputs/
# make test    every check that a change must pass
# make bench   speed and memory
# make bench-batch  a run over 100,000 made releases, which takes hours; BENCH=--quick shows in minutes how it goes
# make bench-feed  feeds of 20,000 and 200,000 releases into every destination; FEED='--sizes 2000' shows how it goes
# make docs    the pages that are made from code
# make accuracy  the tables of docs/accuracy.md, measured anew
# make model   the entity model from raw data; DATA is the folder with uner-danish-ddt/ and danplus/; FOLDS=--folds
#              scores it on our own releases too, which takes three more trainings
# make tagger  the tagger of project names from training/projects; FOLDS=--folds as above
# make lock    requirements.lock again, after a change of dependencies

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

# Settings of the caller's shell that would reach into the environment made here.
unexport PYTHONPATH PYTHONHOME PIP_CONSTRAINT PIP_TARGET PIP_USER PIP_REQUIRE_VIRTUALENV

.PHONY: demo test bench bench-batch bench-feed outputs docs accuracy model tagger lock

demo: outputs
	@echo "Open outputs/pages/index.html in a browser, or ask outputs/releases.sqlite."

outputs: $(STAMP)
	@$(BIN)/press-extract run samples --out outputs

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/press-extract patterns check
	$(BIN)/pytest -n auto

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

bench-batch: $(STAMP)
	$(BIN)/python benchmarks/batch.py $(BENCH)

bench-feed: $(STAMP)
	$(BIN)/python benchmarks/feed.py $(FEED)

docs: $(STAMP)
	$(BIN)/press-extract schema > docs/release.schema.json
	$(BIN)/python -c 'from extract.feed.changes import schema_json as s; print(s(), end="")' > docs/diff.schema.json
	$(BIN)/python -c 'from extract.feed.describe import tables_markdown as t; print(t(), end="")' > docs/tables.md
	$(BIN)/python -m tests.feed.queries

accuracy: $(STAMP)
	$(BIN)/python benchmarks/accuracy.py

# One thread: the order of sums decides about the last digits while training, and so about the weights.
DATA ?= ../shared/data
model: $(STAMP)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m training.entities --data $(DATA) $(FOLDS)

tagger: $(STAMP)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m training.projects $(FOLDS)

# The first Python from 3.11 on that can make environments; a name may be there and still not run.
FIND_PYTHON = for python in python3.11 python3.12 python3.13 python3 python; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done

$(STAMP): requirements.lock pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		python=$$($(FIND_PYTHON)); \
		test -n "$$python" || { echo "No Python 3.11 or later with venv found: install python3 and python3-venv." >&2; exit 1; }; \
		echo "Making $(VENV) with $$python"; \
		rm -rf $(VENV) && "$$python" -m venv $(VENV); }
	@echo "Installing the locked dependencies (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# uv alone can lock for every Python and platform at once; nobody else needs it. Versions that still fit stay.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(BIN)/uv pip compile pyproject.toml - --group pyproject.toml:dev \
		--universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements.lock
