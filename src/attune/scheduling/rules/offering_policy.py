"""Offerings as an edition sets them."""

from dataclasses import dataclass, field
from enum import StrEnum

from attune.kernel.documented import documented


class PricesSetBy(StrEnum):
    """Whose the price list is."""

    PROVIDERS = "each provider, for what they offer"
    PRACTICE = "the practice, for everybody"


@dataclass(frozen=True, slots=True)
class OfferingPolicy:
    """Who decides what sessions cost."""

    prices_set_by: PricesSetBy = field(metadata=documented("Prices are set by"))
