"""Ending a practice's contract by page: with notice, from a day on, and with what is booked after it listed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from attune.agreements.models import ContractTerms
from attune.audit.models import AuditEvent
from attune.directory.models import Listing
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.worklist.models import Task
from tests.scheduling.booking import Bookable, at
from tests.support.world import CastMember, World, cast, sign_in
from tests.workflows.bookable import booked_by, open_practice, seeker

pytestmark = [
    pytest.mark.usefixtures("committed_database"),
    pytest.mark.skipif(not apps.is_installed("attune.payouts"), reason="practices sign where they are many"),
]


@pytest.fixture
def world() -> World:
    return cast()


@pytest.fixture
def where(world: World) -> Bookable:
    """Give a practice whose contract runs."""
    return open_practice(world.a)


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def ending(client: Client, last_day: date | str, **told: str) -> Any:
    return client.post(reverse("practice_end_contract"), {"last_day": str(last_day), "reason": "We retire.", **told})


def ends_at(where: Bookable) -> datetime | None:
    with scope(where.practice.practice_id, plane=Plane.BUSINESS):
        return ContractTerms.objects.get().ends_at


def today() -> date:
    return now().astimezone(UTC).date()


def test_an_owner_ends_the_contract_with_notice_and_reads_what_is_booked_after_it(where):
    practice_id = where.practice.practice_id
    seen = booked_by(seeker(), where, at(9, days=20))
    client = browser_of(where.practice[Role.OWNER])

    listed = client.get(reverse("practice_agreements")).content.decode()
    form = client.get(reverse("practice_end_contract")).content.decode()
    soon = ending(client, today() + timedelta(days=10), is_breached="on")
    page = client.get(soon.headers["Location"]).content.decode()

    end = ends_at(where)
    assert "End the contract" in listed
    assert "30 days of notice" in form
    assert soon.status_code == 302
    assert end is not None
    assert timedelta(days=10) < end - now() < timedelta(days=12)
    assert reverse("practice_session", args=[seen.appointment_id]) in page
    assert 'name="last_day"' not in page
    with scope(practice_id):
        assert Listing.objects.get(practice_id=practice_id).bookable_until <= end
        assert [one.owner_role for one in Task.objects.filter(kind="agreements.settle_after_end")] == ["owner"]
        assert AuditEvent.objects.filter(action="agreements.contract.ended").count() == 1


def test_after_the_end_strangers_are_offered_nothing_and_what_was_booked_is_canceled_from_the_page(where):
    mira = seeker()
    seen = booked_by(mira, where, at(9, days=20))
    client, late = browser_of(where.practice[Role.OWNER]), at(11, days=20)
    before = [wished(where, at(11, days=5)), wished(where, late)]

    page = client.get(ending(client, today() + timedelta(days=10), is_breached="on").headers["Location"])
    address = reverse("practice_session", args=[seen.appointment_id])
    settling = client.get(address).content.decode()
    client.post(f"{address}/cancel", {"reason": "The practice closes"})
    settled = client.get(reverse("practice_end_contract")).content.decode()
    own = browser_of(mira).get(reverse("own_session", args=[seen.seat_id]), follow=True).content.decode()

    assert (before, [wished(where, at(11, days=5)), wished(where, late)]) == ([302, 302], [302, 409])
    assert address in page.content.decode()
    assert f"{address}/cancel" in settling
    assert address not in settled
    assert "Nothing is booked after the end." in settled
    assert "Canceled" in own


def wished(where: Bookable, start: datetime) -> int:
    """Return what a stranger is answered who wants to book a start."""
    wish = {"starts_at": start.isoformat(), "place": "video"}
    return Client().post(reverse("choose_time", args=[where.offering_id]), wish).status_code


@pytest.mark.parametrize(
    ("days", "told", "said"),
    [
        (10, {}, "The contract asks for 30 days of notice: its last day is"),
        (-3, {"is_breached": "on"}, "This day is over."),
        (40, {"reason": " "}, "Say why."),
    ],
)
def test_an_end_without_notice_in_the_past_or_without_a_reason_is_refused(where, days, told, said):
    answer = ending(browser_of(where.practice[Role.OWNER]), today() + timedelta(days=days), **told)

    assert (answer.status_code, ends_at(where)) == (422, None)
    assert said in answer.content.decode()


def test_a_day_that_is_none_is_refused(where):
    answer = ending(browser_of(where.practice[Role.OWNER]), "2027-02-30")

    assert (answer.status_code, "Choose a day of the calendar." in answer.content.decode()) == (422, True)


def test_what_ended_once_is_not_ended_again(where):
    client = browser_of(where.practice[Role.OWNER])
    ending(client, today() + timedelta(days=40))
    first = ends_at(where)

    ending(client, today() + timedelta(days=80))

    assert first is not None
    assert ends_at(where) == first


def test_nobody_else_of_the_practice_ends_it_and_compliance_does_without_its_calendars(where, world):
    booked_by(seeker(), where, at(9, days=20))
    address = reverse("end_contract", kwargs={"practice_id": where.practice.practice_id})
    told = {"last_day": str(today() + timedelta(days=1)), "reason": "Breach", "is_breached": "on"}

    refused = [
        ending(browser_of(where.practice[role]), today() + timedelta(days=40)).status_code
        for role in (Role.ADMINISTRATOR, Role.PROVIDER)
    ]
    elsewhere = browser_of(world.elsewhere.people[Role.OWNER]).get(address).status_code
    finance = browser_of(world.platform[Role.FINANCE]).get(address).status_code
    none_yet = ends_at(where)
    practice_page = reverse("operator_practice", kwargs={"practice_id": where.practice.practice_id})
    running = browser_of(world.platform[Role.COMPLIANCE]).get(practice_page).content.decode()
    done = browser_of(world.platform[Role.COMPLIANCE]).post(address, told, follow=True)

    assert refused == [403, 403]
    assert {elsewhere, finance} <= {403, 404}
    assert none_yet is None
    assert done.status_code == 200
    assert ends_at(where) is not None
    ended = browser_of(world.platform[Role.COMPLIANCE]).get(practice_page).content.decode()
    assert [text in running for text in ("End the contract", "See how it ends")] == [True, False]
    assert [text in ended for text in ("End the contract", "See how it ends")] == [False, True]
    assert "until the end of" in ended
    assert "Sessions after the end" not in done.content.decode()
