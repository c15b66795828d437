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
