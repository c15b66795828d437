"""Jobs that cross contexts."""

from uuid import UUID

from django.db import transaction

from attune.billing.actions.note_event import APPLY
from attune.billing.actions.request_payment import SETTLE
from attune.billing.errors import NoSuchPayment
from attune.credentialing.errors import NoSuchProvider
from attune.directory.queries.published_starts import practices_behind
from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, CannotSucceed, Tick, job, later, periodic_job
from attune.foundation.background.register import Job
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.queries.registry import registered_practices
from attune.workflows.note_books import note_book
from attune.workflows.refresh_listing import REFRESH, refresh_listing, refresh_listings
from attune.workflows.remind_of_appointments import remind_of_appointments
from attune.workflows.send_measures import send_measures
from attune.workflows.settle_after_end import JOB as AFTER_END
from attune.workflows.settle_after_end import settle_after_end
from attune.workflows.settle_attendance import settle_attendance
from attune.workflows.settle_payment import settle_payment
from attune.workflows.sweep_payments import apply_noted, settle_payments
from attune.workflows.tell_of_escalated import tell_of_escalated


@job("workflows.tell_of_escalated")
def tell(call: Call) -> None:
    """Mail those whom overdue tasks of the practice escalated to. Deferred by the worklist's round."""
    tell_of_escalated(call.actor)


@job(REFRESH)
def refresh_one(call: Call) -> None:
    """Publish what is true of one provider, free starts included. Deferred by who may not see what is taken."""
    assert call.reference is not None
    try:
        refresh_listing(call.actor, call.reference)
    except NoSuchProvider as error:
        raise CannotSucceed from error


@job("workflows.refresh_listings")
def refresh_all(call: Call) -> None:
    """Publish what is true of every provider of one practice. Safe to repeat."""
    refresh_listings(call.actor)


@periodic_job("workflows.move_listings_on", cron="7 0 * * *")
def move_listings_on(tick: Tick) -> None:
    """Let each practice publish thirty days from the new day on, each in a scope of its own."""
    _in_every_practice(refresh_all, tick)


@periodic_job("workflows.catch_listings_up", cron="9-59/10 * * * *")
def catch_listings_up(tick: Tick) -> None:
    """Let practices publish from today on whose night was missed: a worker that starts runs the last tick at once.

    After an outage of thirty days nobody has a free start any more that is told, so the next night is too late.
    """
    behind = practices_behind(now().date())
    if behind:
        _in_every_practice(refresh_all, tick, only=behind)


@job(AFTER_END)
def look_after_end(call: Call) -> None:
    """Ask a practice to settle what is booked after its contract's end, if anything is. Safe to repeat."""
    assert call.reference is not None
    settle_after_end(call.actor, call.reference)


@job("workflows.remind_of_appointments")
def remind(call: Call) -> None:
    """Queue one practice's reminders that are due. Safe to repeat."""
    remind_of_appointments(call.actor)


@job(SETTLE, opens_scope=False)
def settle(call: Call) -> None:
    """Bring one payment up to date with the processor. Safe to repeat."""
    try:
        settle_payment(call)
    except NoSuchPayment as error:
        raise CannotSucceed from error


@job(APPLY, opens_scope=False)
def apply_noted_event(call: Call) -> None:
    """Look up what one event of the processor is about. Safe to repeat."""
    apply_noted(call)


@periodic_job("workflows.sweep_payments", cron="*/5 * * * *")
def sweep_payments(tick: Tick) -> None:
    """Have each practice's payments and refunds looked up that are not final: what nobody told us of is found."""
    for practice in registered_practices(system_actor(PLATFORM_ID, request_id=tick.request_id)):
        with scope(practice.practice_id, plane=Plane.BUSINESS):
            settle_payments(system_actor(practice.practice_id, request_id=tick.request_id))


@periodic_job("workflows.round_of_reminders", cron="*/10 * * * *")
def make_round_of_reminders(tick: Tick) -> None:
    """Let each practice's reminders be looked after in a scope of its own."""
    _in_every_practice(remind, tick)


@job("workflows.send_measures")
def send_questionnaires(call: Call) -> None:
    """Send one practice's questionnaires that are due. Safe to repeat."""
    send_measures(call.actor)


@periodic_job("workflows.round_of_measures", cron="*/10 * * * *")
def make_round_of_measures(tick: Tick) -> None:
    """Let each practice's questionnaires be looked after in a scope of its own."""
    _in_every_practice(send_questionnaires, tick)


@job("workflows.note_book")
def note_one_book(call: Call) -> None:
    """Note the head of one practice's book in its trail. Safe to repeat."""
    note_book(call.actor)


@periodic_job("workflows.round_of_books", cron="29 * * * *")
def make_round_of_books(tick: Tick) -> None:
    """Note the head of the platform's book, and let each practice's be noted in a scope of its own."""
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        note_book(system_actor(PLATFORM_ID, request_id=tick.request_id))
    _in_every_practice(note_one_book, tick)


@job("workflows.settle_attendance")
def settle_one(call: Call) -> None:
    """Settle who came to one practice's sessions that are over. Safe to repeat."""
    settle_attendance(call.actor)


@periodic_job("workflows.round_of_attendance", cron="3-59/20 * * * *")
def make_round_of_attendance(tick: Tick) -> None:
    """Let each practice's sessions be settled in a scope of its own."""
    _in_every_practice(settle_one, tick)


def _in_every_practice(work: Job, tick: Tick, *, only: frozenset[UUID] | None = None) -> None:
    practices = registered_practices(system_actor(PLATFORM_ID, request_id=tick.request_id))
    with transaction.atomic():
        for practice in practices:
            if not practice.is_closed and (only is None or practice.practice_id in only):
                later(work, practice_id=practice.practice_id, only_one_waiting=True)
