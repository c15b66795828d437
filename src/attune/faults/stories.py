"""What people do: hold a time, pay for it with one card and another, answer their bank or not, cancel."""

import random
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection

from attune.bench.patients import MeasuredPatient
from attune.billing.errors import BillingRefused
from attune.billing.gateways import payment_processor
from attune.billing.queries.payments import PaymentFacts, payment
from attune.billing.rules.states import PaymentState
from attune.faults.world import World
from attune.foundation.tenancy import Plane, Scope, scope
from attune.kernel.processor import ProcessorError
from attune.sandboxes.stripe.control import Control
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.booking_errors import BookingRefused, HoldExpired
from attune.workflows.book_session import Wish, hold_session
from attune.workflows.check_out import check_out, pay

PATIENCE_SECONDS: Final = 8.0
"""So long somebody looks at a page that asks again; on a busy machine an answer takes seconds."""
TRIES, RELOAD_SECONDS = 4, 0.7
RIVALS, TWINS = 0.3, 0.25
"""How often three people want one time, and how often somebody does everything twice."""
WAYS: Final = (
    (("pm_card_visa",), 8),
    (("pm_card_chargeDeclined", "pm_card_visa"), 3),
    (("pm_card_chargeDeclinedInsufficientFunds",), 1),
    (("pm_card_threeDSecure2Required",), 3),
    ((), 1),
)
"""Which cards somebody tries, and how often that is so; none: they leave without paying."""


@dataclass(frozen=True, slots=True)
class Story:
    """One person's visit. ``pause`` is how long they look for their card."""

    person: MeasuredPatient
    starts_at: datetime
    cards: tuple[str, ...]
    bank: str
    pause: float
    is_canceled: bool


def stories(world: World, chance: random.Random, *, count: int) -> list[tuple[Story, ...]]:
    """Return what people do in a seed: alone, everything twice, or several who want one time at the same moment."""
    told = []
    for number in range(count):
        start, luck = world.starts[number], chance.random()
        if luck < RIVALS:
            told.append(tuple(_story(person, start, chance) for person in chance.sample(world.people, 3)))
            continue
        story = _story(chance.choice(world.people), start, chance)
        told.append((story, story) if luck < RIVALS + TWINS else (story,))
    return told


def _story(person: MeasuredPatient, starts_at: datetime, chance: random.Random) -> Story:
    return Story(
        person=person,
        starts_at=starts_at,
        cards=chance.choices([way for way, _ in WAYS], [often for _, often in WAYS])[0],
        bank=chance.choice(("accept", "accept", "refuse", "leave")),
        pause=chance.uniform(0, 0.6),
        is_canceled=chance.random() < 0.5,
    )


def live(world: World, story: Story, control: Control, *, begins_at: float) -> None:
    """Go through a story as far as it goes: who is refused leaves, who got no answer or was too late begins again."""
    # Everything that takes a while is ready before: who begins together asks together.
    connection.ensure_connection()
    time.sleep(max(0.0, begins_at - time.time()))
    for _ in range(TRIES):
        try:
            _live_once(world, story, control)
        except (DatabaseError, HoldExpired):
            time.sleep(RELOAD_SECONDS)
        except (BookingRefused, BillingRefused, ProcessorError):
            return
        else:
            return
        finally:
            connection.close()


def _live_once(world: World, story: Story, control: Control) -> None:
    actor, wish = story.person.actor, Wish(world.calendar.offering_id, story.starts_at, "video")
    with _self(world, story):
        held = hold_session(actor, wish).held
    time.sleep(story.pause)
    with _self(world, story):
        out = check_out(actor, wish, hold_id=held.hold_id)
    if out.payment_id is None:
        return
    for card in story.cards:
        with _self(world, story) as opened:
            pay(actor, out.payment_id, payment_method=card, now=opened.now)
        found = _answered(world, story, out.payment_id)
        if found.state is PaymentState.AWAITING_BANK:
            _answer_bank(story, found, control)
            found = _answered(world, story, out.payment_id, beyond=PaymentState.AWAITING_BANK)
        if found.state is PaymentState.SUCCEEDED:
            break
    if story.is_canceled:
        with _self(world, story):
            cancel_seat(actor, seat_id=out.seat_id)


def _self(world: World, story: Story) -> AbstractContextManager[Scope]:
    return scope(world.practice_id, person_id=story.person.person_id, plane=Plane.SELF)


def _answered(
    world: World, story: Story, payment_id: UUID, *, beyond: PaymentState = PaymentState.PROCESSING
) -> PaymentFacts:
    """Wait a while until the payment is not in a state any more, as the page does that asks again."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with _self(world, story):
            found = payment(story.person.actor, payment_id)
        if found.state not in (PaymentState.PROCESSING, beyond) or time.monotonic() > deadline:
            return found
        time.sleep(0.1)


def _answer_bank(story: Story, found: PaymentFacts, control: Control) -> None:
    if story.bank == "leave":
        return
    intent = payment_processor().intent(found.intent_id, account=found.account)
    control.answer_challenge(intent.id, client_secret=intent.client_secret, is_accepted=story.bank == "accept")
