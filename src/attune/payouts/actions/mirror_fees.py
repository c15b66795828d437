"""The platform's book: what it earned of each payment, told again from practices' books; the processor's own fees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.queries.book import entries
from attune.ledger.rules.entry import Account, AccountKind, EntryKind, transfers_of
from attune.payouts.gateways import Movement, MovementKind
from attune.payouts.permissions import MIRROR_FEES
from attune.payouts.rules.mirror import PROCESSOR, fee_taken, mirrored

MIRROR: Final = "payouts.mirror_fees"
FEES_LOOKED_BACK: Final = timedelta(days=3)
_MOVEMENTS: Final = UUID("00000000-0000-5000-8000-000000000053")
"""Under which a movement of the processor's gets an id of ours, always the same."""


@dataclass(frozen=True, slots=True)
class FeeMoved:
    """What one entry of a practice gave the platform, or took back. ``key`` names it in the platform's book."""

    key: str
    kind: EntryKind
    taken: Money


def fees_moved(actor: Actor, payment_id: UUID) -> tuple[FeeMoved, ...]:
    """Return what the open practice's book says the platform got of a payment, in its order. Raises NotPermitted."""
    authorize(actor, MIRROR_FEES)
    found = entries(actor, reference=payment_id, kinds=(EntryKind.CHARGE, EntryKind.REFUND))
    moved = [(one, fee_taken(one.transfers)) for one in reversed(found)]
    return tuple(
        FeeMoved(
            f"fee:{payment_id}" if one.kind is EntryKind.CHARGE else f"fee:{one.key}",
            EntryKind.FEE if taken > 0 else EntryKind.FEE_RETURNED,
            Money(taken, one.transfers[0].amount.currency),
        )
        for one, taken in moved
        if taken
    )


@transaction.atomic
def mirror_fees(actor: Actor, *, practice_id: UUID, payment_id: UUID, moved: Sequence[FeeMoved]) -> None:
    """Enter in the platform's open book what a practice's book says. Said again, nothing changes.

    Raises NotPermitted, or EntryDiffers where the practice's book says something else than before.
    """
    authorize(actor, MIRROR_FEES)
    for one in moved:
        post(
            actor,
            key=one.key,
            kind=one.kind,
            transfers=mirrored(practice_id, one.taken),
            reference=payment_id,
        )


@transaction.atomic
def note_processor_fees(actor: Actor, movements: Sequence[Movement]) -> None:
    """Enter in the platform's open book what the processor took from it for itself. Said again, nothing changes.

    Raises NotPermitted.
    """
    authorize(actor, MIRROR_FEES)
    for one in movements:
        if one.kind is MovementKind.PROCESSOR_FEE and one.net.minor:
            transfers = (
                (Account(AccountKind.PROCESSOR_FEE), PROCESSOR, -one.net)
                if one.net.minor < 0
                else (PROCESSOR, Account(AccountKind.PROCESSOR_FEE), one.net)
            )
            post(
                actor,
                key=f"processor_fee:{one.id}",
                kind=EntryKind.PROCESSOR_FEE,
                transfers=transfers_of(transfers),
                reference=uuid5(_MOVEMENTS, one.id),
            )


def fees_since(actor: Actor) -> datetime:
    """Return from when on the processor's movements are asked for: some days before the last fee that was noted.

    However long no round was made, nothing is left out. Before the first fee it is the platform's first commission.
    In the platform's open book. Raises NotPermitted.
    """
    authorize(actor, MIRROR_FEES)
    last = entries(actor, kinds=(EntryKind.PROCESSOR_FEE,), limit=1) or entries(actor, kinds=(EntryKind.FEE,))[-1:]
    return (last[0].posted_at if last else now()) - FEES_LOOKED_BACK
