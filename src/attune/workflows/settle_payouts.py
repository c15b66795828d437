"""What the processor tells of accounts and payouts: a hint, after which a job asks how they stand."""

from typing import Final

from django.db import transaction

from attune.billing.gateways import ProcessorEvent
from attune.foundation.background import Call, later
from attune.payouts.actions.open_account import LOOK
from attune.payouts.actions.prepare_payout import SETTLE

PAYOUT: Final = "payout."
ACCOUNT: Final = "account."


def apply_event(call: Call, event: ProcessorEvent) -> None:
    """Queue a look at the payout or the account an event is about, if it is one of ours. Outside of any scope."""
    if event.practice_id is None:
        return
    with transaction.atomic():
        if event.type.startswith(PAYOUT) and event.payout_id is not None:
            later(SETTLE, event.payout_id, practice_id=event.practice_id, only_one_waiting=True)
        if event.type.startswith(ACCOUNT):
            later(LOOK, practice_id=event.practice_id, only_one_waiting=True)
