"""The national registry of providers, as credentialing needs it: one NPI, one answer. Adapters: integrations."""

from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from attune.credentialing.rules.registry import RegistryEntry


@dataclass(frozen=True, slots=True)
class RegistryAnswer:
    """What the registry said. ``entry`` None: it knows no such NPI, or no longer. ``raw`` is the answer itself."""

    entry: RegistryEntry | None
    raw: bytes = field(repr=False)


class NpiRegistry(Protocol):
    """Knows who an NPI was given to."""

    def look_up(self, npi: str) -> RegistryAnswer:
        """Return what is registered. Raises SourceUnavailable for everything that is no answer."""


@cache
def npi_registry() -> NpiRegistry:
    """Return the adapter that the settings name."""
    return cast("NpiRegistry", import_string(settings.NPI_REGISTRY)())
