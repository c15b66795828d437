"""Agreements as an edition asks for them."""

from dataclasses import dataclass, field

from attune.agreements.rules.kinds import AgreementKind
from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class AgreementPolicy:
    """Which agreements are signed by whom. ``commission_bps`` is what a new practice is offered."""

    of_practices: tuple[AgreementKind, ...] = field(metadata=documented("A practice signs"))
    of_members: tuple[AgreementKind, ...] = field(metadata=documented("Each member signs"))
    commission_bps: int | None = field(
        metadata=documented("Commission offered to a new practice, in hundredths of a percent", none="none")
    )
