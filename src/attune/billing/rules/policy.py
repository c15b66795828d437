"""Money as an edition sets it."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class MoneyPolicy:
    """How a payment travels: the strategy that quotes it, by dotted path, and who applies the processor's events."""

    route: str = field(metadata=documented("Who receives a payment, and what of it"))
    appliers: tuple[str, ...] = field(metadata=documented("What looks an event of the payment processor up"))
