"""Jobs of payouts. Whoever asks the processor opens its scopes itself: no call lies inside a transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, Tick, job, later, periodic_job
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.processor import KeyReused, RefusedByProcessor
from attune.payouts.actions.mirror_fees import MIRROR, fees_moved, fees_since, mirror_fees, note_processor_fees
from attune.payouts.actions.open_account import LOOK, OPEN, keep_account
from attune.payouts.actions.prepare_payout import SETTLE, prepare_payout
from attune.payouts.actions.settle_payout import keep_payout, note_refusal
from attune.payouts.gateways import ConnectedAccount, PayoutRequest, ProcessorPayout, payout_processor
from attune.payouts.queries.account import account_of
from attune.payouts.queries.payouts import PayoutToSend, payout_to_send, unsettled
from attune.practices.queries.registry import registered_practices

KEY_LIVES = timedelta(hours=23)
"""The processor forgets a key after 24 hours: then what was asked for is looked up first."""
SLACK = timedelta(hours=1)


@job(OPEN, opens_scope=False)
def open_account(call: Call) -> None:
    """Open the practice's account at the processor, unless it is open. Safe to repeat."""
    with scope(call.practice_id):
        ours, moment = account_of(call.actor), now()
    if ours is None or ours.processor_id:
        return
    assert call.practice_id is not None
    found = _opened(call.practice_id, ours.account_id, ours.asked_at, moment)
    with scope(call.practice_id):
        keep_account(call.actor, found)


@job(LOOK, opens_scope=False)
def look_at_account(call: Call) -> None:
    """Ask the processor what the practice's account may do now. Safe to repeat."""
    with scope(call.practice_id):
        ours = account_of(call.actor)
    if ours is None or not ours.processor_id:
        return
    found = payout_processor().account(ours.processor_id)
    with scope(call.practice_id):
        keep_account(call.actor, found)


@job(SETTLE, opens_scope=False)
def settle_payout(call: Call) -> None:
    """Send a payout that was prepared, or ask how one stands that was sent. Safe to repeat.

    What the processor refuses now, such as more than is available yet, the next round asks for again.
    """
    assert call.reference is not None
    with scope(call.practice_id):
        payout, moment = payout_to_send(call.actor, call.reference), now()
    if payout is None:
        return
    try:
        found = _sent(payout, moment)
    except RefusedByProcessor as refusal:
        with scope(call.practice_id):
            note_refusal(call.actor, payout.payout_id, refusal.code)
        return
    with scope(call.practice_id):
        keep_payout(call.actor, payout.payout_id, found)


@job("payouts.look_after", opens_scope=False)
def look_after(call: Call) -> None:
    """Bring one practice's account and payouts up to date, and prepare what is due today. Safe to repeat."""
    with scope(call.practice_id):
        later(LOOK, None, only_one_waiting=True)
        for payout_id in unsettled(call.actor):
            later(SETTLE, payout_id, only_one_waiting=True)
        prepare_payout(call.actor)


@job(MIRROR, opens_scope=False)
def mirror(call: Call) -> None:
    """Tell the platform's book what a practice's book says of a payment. Safe to repeat."""
    assert call.reference is not None
    with scope(call.practice_id, plane=Plane.BUSINESS):
        moved = fees_moved(call.actor, call.reference)
    assert call.practice_id is not None
    platform = system_actor(PLATFORM_ID, request_id=call.request_id)
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        mirror_fees(platform, practice_id=call.practice_id, payment_id=call.reference, moved=moved)


@periodic_job("payouts.processor_fees", cron="41 * * * *")
def take_in_processor_fees(tick: Tick) -> None:
    """Enter what the processor took from the platform for itself."""
    platform = system_actor(PLATFORM_ID, request_id=tick.request_id)
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        since = fees_since(platform)
    found = payout_processor().movements(None, created_since=since)
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        note_processor_fees(platform, found)


@periodic_job("payouts.round", cron="*/15 * * * *")
def make_round(tick: Tick) -> None:
    """Let each practice's money be looked after in scopes of its own; what a webhook did not tell is found here."""
    practices = registered_practices(system_actor(PLATFORM_ID, request_id=tick.request_id))
    with transaction.atomic():
        for practice in practices:
            later(look_after, practice_id=practice.practice_id, only_one_waiting=True)


def _opened(practice_id: UUID, account_id: UUID, asked_at: datetime, moment: datetime) -> ConnectedAccount:
    processor, key = payout_processor(), f"account:{account_id}"
    if moment - asked_at >= KEY_LIVES:
        found = processor.accounts_of(practice_id, created_since=asked_at - SLACK)
        if found:
            return found[0]
    return processor.open_account(practice_id, key=key)


def _sent(payout: PayoutToSend, moment: datetime) -> ProcessorPayout:
    processor = payout_processor()
    if payout.processor_id:
        return processor.payout(payout.processor_id, account=payout.account)
    since = payout.prepared_at - SLACK
    request = PayoutRequest(payout.payout_id, payout.practice_id, payout.account, payout.amount)
    if moment - payout.prepared_at >= KEY_LIVES:
        found = processor.payouts_of(payout.payout_id, account=payout.account, created_since=since)
        if found:
            return found[0]
    try:
        return processor.create_payout(request, key=f"payout:{payout.payout_id}")
    except KeyReused:
        found = processor.payouts_of(payout.payout_id, account=payout.account, created_since=since)
        if not found:
            raise
        return found[0]
