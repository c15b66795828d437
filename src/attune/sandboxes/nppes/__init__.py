"""A registry of providers that answers like the national one, errors included, from invented people of its own."""

from attune.sandboxes.nppes.store import Entry, RegistryStore

__all__ = ["Entry", "RegistryStore"]
