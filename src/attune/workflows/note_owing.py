"""What goes back after it was paid out is owed by the practice, from that day on."""

from uuid import UUID

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import current_scope
from attune.payouts.actions.note_receivable import note_receivable


def note_owing(actor: Actor, payment_id: UUID) -> None:
    """Enter what the next payouts are smaller by, if the money had left. Follows billing.refund.made."""
    note_receivable(system_actor(current_scope("A refund").practice_id, request_id=actor.request_id), payment_id)
