"""Import contracts that import-linter does not bring: they hold for contexts that do not exist yet, too."""

from collections.abc import Iterator

import grimp
from importlinter import Contract, ContractCheck, fields, output

ROOT = "attune"

REGISTRIES: frozenset[str] = frozenset()
"""Contexts whose models others may import. None."""


class OutOfReach(Contract):
    """No chain of imports leads from a source to a target, however long."""

    type_name = "out_of_reach"
    sources = fields.ListField(subfield=fields.StringField())
    targets = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Look for the shortest chain of each pair that exists."""
        chains = [
            chain
            for source in self.sources  # type: ignore[attr-defined]
            for target in self.targets  # type: ignore[attr-defined]
            if (chain := reach(graph, f"{ROOT}.{source}", f"{ROOT}.{target}"))
        ]
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each chain."""
        for chain in check.metadata["chains"]:
            output.print_error(" -> ".join(chain))


class PrivateModels(Contract):
    """A context's models are imported inside the context only; others call its queries and actions."""

    type_name = "private_models"

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Look at each import of a models module."""
        strangers = list(strange_imports(graph))
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each stranger."""
        for importer, imported in check.metadata["strangers"]:
            output.print_error(f"{importer} imports {imported}")


class OnlyIn(Contract):
    """Some packages are imported below their homes only."""

    type_name = "only_in"
    packages = fields.ListField(subfield=fields.StringField())
    homes = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Look at who imports each package that is imported at all."""
        strangers = [
            (importer, package)
            for package in self.packages  # type: ignore[attr-defined]
            if package in graph.modules
            for importer in sorted(graph.find_modules_that_directly_import(package))
            if not any(is_below(importer, home) for home in self.homes)  # type: ignore[attr-defined]
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each stranger."""
        for importer, package in check.metadata["strangers"]:
            output.print_error(f"{importer} imports {package}")


def reach(graph: grimp.ImportGraph, source: str, target: str) -> tuple[str, ...] | None:
    """Return the shortest chain between two packages, or None; a package that does not exist reaches nothing."""
    if source not in graph.modules or target not in graph.modules:
        return None
    chains = graph.find_shortest_chains(importer=source, imported=target)
    return min(chains, key=len, default=None)


def strange_imports(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    """Yield importer and models module where they lie in different contexts."""
    for module in sorted(graph.modules):
        parts = module.split(".")
        if parts[0] != ROOT or len(parts) < 3 or "models" not in parts[2:] or parts[1] in REGISTRIES | {"foundation"}:
            continue
        for importer in sorted(graph.find_modules_that_directly_import(module)):
            if not is_below(importer, f"{ROOT}.{parts[1]}"):
                yield importer, module


def is_below(module: str, package: str) -> bool:
    """Return whether a module is the package or lies in it."""
    return module == package or module.startswith(f"{package}.")
