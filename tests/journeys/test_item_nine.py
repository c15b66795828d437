"""An answer that cannot wait: filled in on a phone, help at once, a person asked, the next one when time is over."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Role
from attune.foundation.background import Tick
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.sandboxes.mail.store import OpenedMail
from attune.workflows.jobs import make_round_of_measures
from attune.worklist.jobs import make_round
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, judged
from tests.journeys.check_in_steps import answer_eight, answered
from tests.journeys.house import WIDE, House
from tests.scheduling.booking import at
from tests.support.world import CastMember, cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]

OUTCOME = "Reached her at the turquoise bandstand; she is safe tonight."
TASK = "Somebody in your care needs to hear from you today"
SAID_NOWHERE = ("phq", "gad-7", "better off dead", "several days", canaries.NAME.lower())


@pytest.fixture
def mira(house: House) -> CastMember:
    house.canaries.plant(OUTCOME)
    return seeker(canaries.EMAIL, canaries.NAME)


@pytest.fixture
def seat(mira: CastMember) -> Seen:
    """Her first session in four days, in the middle of the day: nobody is written to at night."""
    return booked_by(mira, open_practice(cast().a), at(14, days=4))


def test_help_comes_at_once_and_somebody_is_asked_until_somebody_has_called(
    house: House, browser: Browser, mira: CastMember, seat: Seen
) -> None:
    go_to(seat.starts_at - timedelta(hours=24))
    make_round_of_measures(Tick(now(), new_id()))
    invited = house.mail_to(canaries.EMAIL, lambda mail: mail.listed.subject == "Before your appointment")
    provider, supervisor = seat.where.practice[Role.PROVIDER], seat.where.practice[Role.SUPERVISOR]
    with at_home(house, browser, mira) as hers:
        hers.goto(urlsplit(next(link for link in invited.links if "check-ins" in link)).path)
        judged(hers, "check-ins")
        hers.get_by_role("link", name=re.compile("How your mood")).click()
        answer_eight(hers)
        judged(hers, "question")
        answered(hers, "Several days")

        hers.get_by_role("heading", name="Thank you for telling us.").wait_for()
        expect(hers.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
        expect(hers.get_by_text(f"{provider.name} at {seat.where.practice.name} has been told")).to_be_visible()
        judged(hers, "help")
        hers.get_by_role("link", name="Go on when you are ready").click()
        expect(hers.get_by_text("Your answers come to 9 of 27")).to_be_visible()
        judged(hers, "result")

    asked = house.mail_to(provider.email, lambda mail: "needs you today" in mail.listed.subject)
    with at_home(house, browser, provider, WIDE) as theirs:
        theirs.goto("/provider")
        expect(theirs.get_by_text(TASK)).to_be_visible()

    go_to(now() + timedelta(hours=2, minutes=1))
    make_round(Tick(now(), new_id()))
    escalated = house.mail_to(supervisor.email, lambda mail: "A task waits" in mail.listed.subject)
    with at_home(house, browser, supervisor, WIDE) as desk:
        desk.goto("/provider")
        desk.get_by_role("link", name="See whom to reach").click()
        expect(desk.get_by_role("heading", name=canaries.NAME)).to_be_visible()
        judged(desk, "flag")
        desk.get_by_label("How did it go?").fill(OUTCOME)
        desk.get_by_role("button", name="Note it").click()
        desk.get_by_text("Noted. The task is done.").wait_for()
        expect(desk.get_by_text(TASK)).to_have_count(0)

    assert told_of_it(invited, asked, escalated) == []
    assert noted_by(seat) == [supervisor.person_id]


def told_of_it(*mails: OpenedMail) -> list[str]:
    """Return the words of what was answered, and of whom, that a mail says."""
    texts = [f"{mail.listed.subject} {mail.text}".lower() for mail in mails]
    return [word for word in SAID_NOWHERE for text in texts if word in text]


def noted_by(seat: Seen) -> list[object]:
    """Return who is on record for having noted a call."""
    with scope(seat.practice_id):
        found = AuditEvent.objects.filter(action="measures.flag.acknowledged")
        return list(found.values_list("actor_id", flat=True))
