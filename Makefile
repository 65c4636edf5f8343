# Needs python3 (3.11, 3.12 or 3.13) and make. Everything else is installed beside this file,
# in .venv, from locks that pin every package by its hash. `make` alone lists what there is.

.DEFAULT_GOAL := help
SHELL := /bin/sh

# The interpreter that environments are made with: `make packs PYTHON=python3.13`.
# Left out, the first of these that is new enough is taken, and an existing .venv is kept.
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python)

# More words for the command of a target: `make packs ARGS="national-tutoring-programme --force"`.
ARGS ?=

# Files with passages that cogapp generates from schemas, rules and commands.
GENERATED_DOCS = $(shell grep -rlE '\[\[\[cog' --include='*.md' README.md docs evidence 2>/dev/null | sort)

RUN := .venv/bin
LAB := .venv-lab/bin
LOCK := .venv-lock/bin

# pip asks nothing, says nothing of its own newer versions, and of the rest only what goes wrong.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

# An environment is up to date when it holds a stamp whose name has the checksum of what it was
# made from. Times of files would not do: a checkout of another commit changes them at random.
# The folder counts too, as an environment does not survive being moved.
checksum = $(shell (cat $(1); pwd) 2>/dev/null | cksum | tr -d ' ')
RUN_LOCKS := requirements/build.txt requirements/run.txt
RUN_READY := .venv/.run-$(call checksum,$(RUN_LOCKS))
TEST_READY := .venv/.test-$(call checksum,requirements/test.txt)
PACKAGE_READY := .venv/.package-$(call checksum,pyproject.toml)
SPARK_READY := .venv/.spark-$(call checksum,requirements/spark.txt)
LAB_LOCKS := requirements/build.txt requirements/lab.txt
LAB_READY := .venv-lab/.lab-$(call checksum,$(LAB_LOCKS) pyproject.toml)
LOCK_READY := .venv-lock/.lock-$(call checksum,requirements/lock.txt)

# An environment whose interpreter has gone, or is not the one asked for, is made again.
version_of = $(shell $(1) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
stale = $(if $(shell test -x $(1)/python || echo gone),again,$(if $(PYTHON),$(if $(filter $(call version_of,$(PYTHON)),$(call version_of,$(1)/python)),,again)))
ifeq ($(call stale,$(RUN)),again)
$(RUN_READY): again
endif
ifeq ($(call stale,$(LAB)),again)
$(LAB_READY): again
endif
ifeq ($(call stale,$(LOCK)),again)
$(LOCK_READY): again
endif

# $(call new_environment,FOLDER): an empty environment by the first interpreter that will do.
define new_environment
@python=; \
for each in $(PYTHONS); do \
	if "$$each" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	then python=$$each; break; fi; \
done; \
if [ -z "$$python" ]; then \
	echo 'opm-evidence needs Python 3.11, 3.12 or 3.13, and found none of them. What was found:' >&2; \
	for each in $(PYTHONS); do echo "  $$each: $$("$$each" --version 2>&1 | head -n 1)" >&2; done; \
	echo 'Install one of these versions, or name it: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3.12' >&2; \
	exit 1; \
fi; \
if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$$python cannot make environments: on Debian and Ubuntu that is a package of its own." >&2; \
	echo 'Install it (apt install python3-venv) and run make again.' >&2; \
	exit 1; \
fi; \
echo "Making $(1) with $$("$$python" --version). The first time takes a minute or two."; \
"$$python" -m venv --clear $(1)
endef

# pip refuses an editable install where hashes are required: the package comes apart, without
# dependencies, and with the backend from the lock, as that which comes with 3.11 is too old.
install_package = -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .

# Saved notebooks go into git without their results. The filter is a setting of the clone, which git
# never takes from a repository; where there is no git, there is nothing to set.
clean_notebooks = if git rev-parse --git-dir >/dev/null 2>&1; then \
	git config filter.opm-evidence-notebook.clean '$(1)/python -m opm_evidence.packs.notebooks.clean_notebook'; fi

# Two installs into one environment at a time would trip over each other.
.NOTPARALLEL:

.PHONY: help environment packs test check bench screenshots lab docs lock clean again

help:
	@echo 'make packs         build the evidence pack of every policy, and say what to open'
	@echo 'make test          run every test'
	@echo 'make lab           open JupyterLab on the notebooks (ARGS=national-tutoring-programme)'
	@echo 'make environment   only make .venv, and call .venv/bin/opm-evidence yourself'
	@echo 'make check         style, types, and whether the generated docs are up to date'
	@echo 'make bench         time checking, synthesis and building; half an hour, most of it 1,000 packs'
	@echo 'make screenshots   pictures of the built packs, to look at, in build/screenshots'
	@echo 'make docs          write the generated passages of the docs again'
	@echo 'make lock          bring requirements/ in line with pyproject.toml (UPGRADE=1: newest versions)'
	@echo 'make clean         remove environments, caches and built packs'
	@echo
	@echo 'Environments make themselves when they are needed. PYTHON=python3.12 chooses the interpreter;'
	@echo 'ARGS hands words on: make packs ARGS=national-tutoring-programme, make test ARGS="-k retracted".'

# For those who call the command themselves: .venv/bin/opm-evidence.
environment: $(PACKAGE_READY)

packs: $(PACKAGE_READY)
	@$(RUN)/opm-evidence build $(ARGS)

# SPARK=1 runs the tests of Spark too: 400 MB to download, and Java has to be there.
# JUPYTERLAB=1 makes the environment of JupyterLab, for the tests that open it in a browser.
test: $(TEST_READY) $(PACKAGE_READY) $(if $(SPARK),$(SPARK_READY)) $(if $(JUPYTERLAB),$(LAB_READY))
	@$(RUN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

check: $(TEST_READY) $(PACKAGE_READY)
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy
	@$(if $(GENERATED_DOCS),$(RUN)/python -m cogapp --check $(GENERATED_DOCS))

bench: $(PACKAGE_READY) $(LAB_READY)
	@$(RUN)/python -m benchmarks $(ARGS)

screenshots: $(TEST_READY) $(PACKAGE_READY)
	@$(RUN)/python -m benchmarks.screenshots $(or $(ARGS),build/screenshots)

lab: $(LAB_READY)
	@$(LAB)/opm-evidence lab $(ARGS)

docs: $(TEST_READY) $(PACKAGE_READY)
	@$(if $(GENERATED_DOCS),$(RUN)/python -m cogapp -r $(GENERATED_DOCS))

clean:
	rm -rf .venv .venv-lab .venv-lock build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

$(RUN_READY):
	$(call new_environment,.venv)
	@$(RUN)/python -m pip install --quiet --quiet --require-hashes $(addprefix -r ,$(RUN_LOCKS))
	@touch $@

$(PACKAGE_READY): $(RUN_READY)
	@$(RUN)/python $(install_package)
	@$(call clean_notebooks,$(RUN))
	@touch $@

$(TEST_READY): $(RUN_READY)
	@echo 'Adding what the tests need.'
	@$(RUN)/python -m pip install --quiet --quiet --require-hashes -r requirements/test.txt
	@touch $@

# pyspark comes as source only: it is built with the backend that is already here.
$(SPARK_READY): $(TEST_READY)
	@echo 'Adding Spark.'
	@$(RUN)/python -m pip install --quiet --quiet --no-build-isolation --require-hashes -r requirements/spark.txt
	@touch $@

$(LAB_READY):
	$(call new_environment,.venv-lab)
	@$(LAB)/python -m pip install --quiet --quiet --require-hashes $(addprefix -r ,$(LAB_LOCKS))
	@$(LAB)/python $(install_package)
	@$(call clean_notebooks,$(LAB))
	@touch $@

$(LOCK_READY):
	$(call new_environment,.venv-lock)
	@$(LOCK)/python -m pip install --quiet --quiet --require-hashes -r requirements/lock.txt
	@touch $@

# One lock serves every system and every Python from 3.11 on. No address is written: which
# index packages come from is the business of whoever installs.
compile = $(LOCK)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

lock: $(LOCK_READY)
	$(compile) pyproject.toml --output-file requirements/run.txt
	$(compile) pyproject.toml --extra test --constraint requirements/run.txt --output-file requirements/test.txt
	$(compile) pyproject.toml --extra spark --constraint requirements/run.txt --output-file requirements/spark.txt
	$(compile) pyproject.toml --extra lab --constraint requirements/run.txt --output-file requirements/lab.txt
	$(compile) requirements/build.in --output-file requirements/build.txt
	$(compile) requirements/lock.in --output-file requirements/lock.txt
