# Everything a newcomer needs: git, make and Python 3.11 or newer. `make` alone lists the targets.

SHELL := /bin/sh
.DEFAULT_GOAL := help
# A product is many processes: what one has compiled, the next one shall find.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 $(UPGRADE)

.PHONY: help
help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: setup ## Start the product: make demo EDITION=marketplace|clinic [PORT=8000]
	@exec $(BIN)/attune demo $(if $(EDITION),--edition '$(EDITION)') $(if $(PORT),--port '$(PORT)')

.PHONY: test
test: setup chromium ## Run every check and every test, as CI does.
	@exec sh scripts/test.sh

.PHONY: check
check: setup ## Check format, lint, types, imports and isolation; no tests.
	@exec sh scripts/check.sh

.PHONY: setup
setup: $(VENV)/.installed node_modules/.installed ## Prepare .venv and the pages' packages.

$(VENV)/.python: scripts/find_python.sh
	@python="$$(sh scripts/find_python.sh)" && echo "Making $(VENV) with $$python" && "$$python" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.bootstrapped: $(VENV)/.python requirements-bootstrap.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-bootstrap.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.bootstrapped requirements-dev.lock pyproject.toml
	@echo "Installing Attune and what it needs"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --only-binary :all: --require-hashes -r requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc requirements-node.lock | $(VENV)/.bootstrapped
	@sh scripts/npm.sh ci --silent
	@touch $@

.PHONY: pictures
pictures: setup chromium ## Take the README's pictures of a running demonstration: make pictures EDITION=… [PORT=8000]
	@$(BIN)/python scripts/pictures.py $(EDITION) $(PORT)

.PHONY: image
image: ## Build the container image and look into it, where docker, podman or buildah works.
	@exec sh scripts/image.sh

.PHONY: chromium
chromium: ## Find the browser of the tests, or install it where that is possible.
	@sh scripts/chromium.sh

.PHONY: lock
lock: $(VENV)/.bootstrapped ## Make the lock files anew (UPGRADE=--upgrade takes newer versions).
	$(LOCK) --group bootstrap --output-file requirements-bootstrap.lock
	$(LOCK) --group node --output-file requirements-node.lock
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --group demo --group dev --output-file requirements-dev.lock
	@sh scripts/npm.sh install --package-lock-only --silent

.PHONY: clean
clean: ## Remove what setup and the tests made; the demo's data in .attune stays.
	@test ! -x $(BIN)/python || $(BIN)/python -m attune.embedded stop || true
	@test ! -x $(BIN)/python || sh scripts/forget_tests.sh
	rm -rf $(VENV) node_modules collected-static build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .schemathesis
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +
