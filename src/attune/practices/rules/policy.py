"""Tenancy as an edition sets it."""

from dataclasses import dataclass, field
from enum import StrEnum

from attune.kernel.documented import documented


class Founding(StrEnum):
    """How practices come to be."""

    BY_APPLICATION = "by application, any number"
    AT_INSTALL = "at install, exactly one"


@dataclass(frozen=True, slots=True)
class TenancyPolicy:
    """Who holds records here, and how many holders there are."""

    founding: Founding = field(metadata=documented("How a practice comes to be"))
    holder: str = field(metadata=documented("Who holds the records"))
    practices_max: int | None = field(metadata=documented("How many practices there are", none="any number"))


@dataclass(frozen=True, slots=True)
class StandingPolicy:
    """What must stand before a practice delivers care. Items are codes of a checklist, all to be done."""

    needs_contract: bool = field(metadata=documented("A practice signs before it goes live"))
    needs_state_authorization: bool = field(metadata=documented("The organization itself is authorized in each state"))
    launch_items: tuple[str, ...] = field(metadata=documented("Done before a state opens"))
    needs_employment: bool = field(metadata=documented("Providers are employed by the practice"))
    hire_items: tuple[str, ...] = field(metadata=documented("Done before a provider starts"))
