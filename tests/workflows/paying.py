"""Paying for a session as a patient does, without pages: what is held, asked for, and charged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from attune.billing.models import Payment
from attune.billing.queries.payments import PaymentFacts, payment
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.money import Money
from attune.ledger.queries.book import balances
from attune.ledger.rules.entry import AccountKind
from attune.scheduling.models import Occupancy, Seat
from attune.workflows.book_session import Wish, hold_session
from attune.workflows.check_out import check_out, pay
from attune.workflows.sweep_payments import settle_payments
from tests.scheduling.booking import Bookable
from tests.support.fake_processor import GOOD_CARD
from tests.support.world import CastMember


@dataclass(frozen=True, slots=True)
class Checkout:
    """A seat on its way to being paid."""

    where: Bookable
    actor: Actor
    wish: Wish
    seat_id: UUID
    payment_id: UUID

    @property
    def practice_id(self) -> UUID:
        """Whose it is."""
        return self.where.practice.practice_id

    @contextmanager
    def own(self) -> Iterator[None]:
        """Open the patient's own scope at the practice."""
        with scope(self.practice_id, person_id=self.actor.person_id, plane=Plane.SELF):
            yield

    def pay(self, card: str = GOOD_CARD) -> PaymentFacts:
        """Try a card, and return what came of it."""
        with self.own():
            pay(self.actor, self.payment_id, payment_method=card, now=now())
        return self.facts

    @property
    def facts(self) -> PaymentFacts:
        """Return the payment as it is now."""
        with self.own():
            return payment(self.actor, self.payment_id)

    @property
    def seat_state(self) -> str:
        """Return what became of the seat."""
        with scope(self.practice_id):
            return Seat.objects.get(id=self.seat_id).state

    @property
    def book(self) -> dict[AccountKind, Money]:
        """Return what stands in the practice's book, without what is balanced."""
        with scope(self.practice_id, plane=Plane.BUSINESS):
            found = balances(system_actor(self.practice_id))
        return {kind: amount for kind, amount in found.items() if amount.minor}


def checked_out(member: CastMember, where: Bookable, starts_at: datetime) -> Checkout:
    """Hold a session by video, confirm it, and arrive where it is paid."""
    practice_id = where.practice.practice_id
    actor = Actor(member.person_id, practice_id, frozenset({Role.PATIENT}))
    wish = Wish(where.offering_id, starts_at, "video")
    with scope(practice_id, person_id=member.person_id, plane=Plane.SELF):
        held = hold_session(actor, wish).held
        got = check_out(actor, wish, hold_id=held.hold_id)
    assert got.payment_id is not None
    return Checkout(where, actor, wish, got.seat_id, got.payment_id)


def run_jobs() -> None:
    """Let a worker do what waits."""
    work(WorkerOptions(until_empty=True))


def end_hold(mine: Checkout) -> None:
    """Let the time that is held be over."""
    with scope(mine.practice_id):
        Seat.objects.filter(id=mine.seat_id).update(hold_expires_at=now() - timedelta(seconds=1))
        Occupancy.objects.update(expires_at=now() - timedelta(seconds=1))


def sweep(mine: Checkout) -> None:
    """Let the round look after everything that is older than a minute, and jobs follow."""
    with scope(mine.practice_id):
        Payment.objects.update(requested_at=now() - timedelta(minutes=5))
    with scope(mine.practice_id, plane=Plane.BUSINESS):
        settle_payments(system_actor(mine.practice_id))
    run_jobs()
