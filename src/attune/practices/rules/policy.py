"""Tenancy as an edition sets it."""

from dataclasses import dataclass
from enum import StrEnum


class Founding(StrEnum):
    """How practices come to be."""

    BY_APPLICATION = "by application, any number"
    AT_INSTALL = "at install, exactly one"


@dataclass(frozen=True, slots=True)
class TenancyPolicy:
    """Who holds records here, and how many holders there are."""

    founding: Founding
    holder: str
    practices_max: int | None
