"""What a practice earned goes to its bank, as the product's own round does several times a day; here once."""

from uuid import UUID

from attune.foundation.authorization import system_actor
from attune.foundation.background import Call
from attune.foundation.tenancy import scope
from attune.payouts.actions.prepare_payout import prepare_payout
from attune.payouts.jobs import settle_payout
from attune.payouts.queries.payouts import under_way


def pay_out(practice_id: UUID) -> None:
    """Prepare what is due today, send it, and learn of what was sent before whether it has arrived."""
    actor = system_actor(practice_id)
    with scope(practice_id):
        prepare_payout(actor)
        moving = under_way(actor)
    for payout_id in moving:
        settle_payout.work(Call(practice_id=practice_id, reference=payout_id))
