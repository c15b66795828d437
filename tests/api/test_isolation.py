"""What another practice's ids give away: nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.apps import apps

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import scope
from attune.identity.models import ApiToken, Membership
from attune.scheduling.models import Appointment
from tests.api import cast
from tests.tenancy.own_seats import own_seat
from tests.tenancy.rows import key_of, make_row

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

SAME_ID = "01a1f8ab-5d2b-71e6-b64b-496b4d873dbd"

OPERATIONS_WITH_IDS: dict[tuple[str, str], Callable[[Actor], UUID]] = {
    ("GET", "/appointments/{appointment_id}"): lambda other: appointment_of(other),
    ("POST", "/appointments/{appointment_id}/cancel"): lambda other: appointment_of(other),
    ("GET", "/members/{member_id}"): lambda other: Membership.objects.get(user_id=cast.person_of(other)).id,
    ("POST", "/tasks/{task_id}/complete"): lambda other: cast.task(other),
    ("DELETE", "/tokens/{token_id}"): lambda other: cast.token(other).summary.id,
}
"""Every operation that takes an id, and how to find another practice's."""

if apps.is_installed("attune.payouts"):
    OPERATIONS_WITH_IDS[("GET", "/payouts/{payout_id}")] = lambda other: payout_of(other)


OWN = {
    ("GET", "/charts/{chart_id}/measures"),
    ("GET", "/own-measures/{assessment_id}"),
    ("PUT", "/own-measures/{assessment_id}/answers"),
    ("POST", "/own-appointments/{appointment_id}/cancel"),
    ("POST", "/own-appointments/{appointment_id}/move"),
    ("POST", "/offerings/{offering_id}/own-appointments"),
}
"""What is a person's own, of who treats them, or published: tried with somebody else's where its tests are."""

BODIES = {"/appointments/{appointment_id}/cancel": {"reason": "Ill"}}
"""What an operation has to be told, where it is more than an id."""


def appointment_of(other: Actor) -> UUID:
    assert other.practice_id is not None
    seat_id = own_seat(other.practice_id, cast.person_of(other))
    with scope(other.practice_id):
        found = Appointment.objects.filter(seat=seat_id).values_list("id", flat=True).first()
    return found or cast.some_id()


def payout_of(other: Actor) -> UUID:
    with scope(other.practice_id):
        return key_of(make_row(apps.get_model("payouts.Payout")))


def told(response: "Response") -> tuple[int, bytes, dict[str, str]]:
    """Return all that an answer tells but the level of the caller's own limit."""
    return (
        response.status_code,
        response.content,
        {name: text for name, text in response.headers.items() if name != "RateLimit"},
    )


def asked(program: cast.Caller, method: str, address: str, **path: Any) -> "Response":
    place = address.format(**path)
    if method == "POST":
        return program.post(place, BODIES.get(address, {}), X_Request_Id=SAME_ID)
    return {"GET": program.get, "DELETE": program.delete}[method](place, X_Request_Id=SAME_ID)


@pytest.mark.edition
def test_every_operation_that_takes_an_id_has_a_probe():
    taking = {(method, address) for api in cast.apis() for method, address, _ in api.declarations() if "{" in address}

    assert taking == OPERATIONS_WITH_IDS.keys() | OWN


@pytest.mark.edition
@pytest.mark.parametrize(("method", "address"), list(OPERATIONS_WITH_IDS))
def test_another_practices_id_is_answered_as_an_unknown_one(maple, owner_of_maple, method, address):
    other = cast.keeper_elsewhere()
    name = address[address.index("{") + 1 : address.index("}")]
    find = OPERATIONS_WITH_IDS[method, address]
    theirs, own = find(other), find(cast.owner(maple) if method == "GET" else owner_of_maple)
    program = cast.caller(owner_of_maple)

    foreign = told(asked(program, method, address, **{name: theirs}))
    unknown = told(asked(program, method, address, **{name: cast.some_id()}))

    assert asked(program, method, address, **{name: own}).status_code in {200, 204}
    assert foreign == unknown
    assert foreign[0] == 404
    assert ApiToken.objects.filter(revoked_at=None, person_id=other.person_id).count() == (method == "DELETE")


@pytest.mark.edition
@pytest.mark.parametrize("address", ["/members", "/tokens", "/practice", "/me"])
def test_lists_hold_nothing_of_another_practice(owner_of_maple, address):
    other = cast.keeper_elsewhere(name="Zora Cedar")
    told_there = cast.caller(other).get(address).content.decode()
    marks = ["Zora", str(other.practice_id), str(other.person_id)]
    assert [mark for mark in marks if mark in told_there] or address == "/tokens"

    seen = cast.caller(owner_of_maple).get(address).content.decode()

    assert [mark for mark in marks if mark in seen] == []


def test_a_person_of_two_practices_sees_one_at_a_time(maple):
    at_maple = cast.owner(maple)
    at_cedar = cast.join(Actor(at_maple.person_id, cast.practice().id, frozenset({Role.SCHEDULER})))
    maple_token, cedar_token = cast.token(at_maple), cast.token(at_cedar)

    own = [
        cast.Caller(one.text, cast.audience_of(at_maple)).get("/tokens").json() for one in (maple_token, cedar_token)
    ]

    assert [[row["id"] for row in page["items"]] for page in own] == [
        [str(maple_token.summary.id)],
        [str(cedar_token.summary.id)],
    ]
    # An owner at Maple is a scheduler at Cedar, and so is the token.
    assert cast.Caller(cedar_token.text, cast.audience_of(at_cedar)).get("/members").status_code == 403


@pytest.mark.edition
def test_a_colleagues_token_is_not_theirs_to_revoke_unless_they_oversee(maple, owner_of_maple):
    scheduler, biller = cast.member(maple, Role.SCHEDULER), cast.member(maple, Role.BILLER)
    made = cast.token(biller)

    by_colleague = cast.caller(scheduler).delete(f"/tokens/{made.summary.id}")
    by_owner = cast.caller(owner_of_maple).delete(f"/tokens/{made.summary.id}")

    assert (by_colleague.status_code, by_owner.status_code) == (404, 204)


@pytest.mark.edition
def test_a_refused_permission_leaves_an_event(maple):
    scheduler = cast.member(maple, Role.SCHEDULER)
    made = cast.token(scheduler)

    refused = cast.Caller(made.text, made.summary.audience).get("/members")

    with scope(maple.id):
        event = AuditEvent.objects.get(outcome="refused")
    assert refused.status_code == 403
    assert (event.action, event.actor_id, event.object_id) == (
        "identity.member.see",
        scheduler.person_id,
        str(made.summary.id),
    )
    assert str(event.request_id) == refused.headers["X-Request-Id"]


@pytest.mark.edition
@pytest.mark.parametrize("role", [*Role])
def test_each_role_gets_what_its_permissions_say(db, role):
    actor = cast.holder_of(role)
    program, audience = cast.caller(actor), cast.audience_of(actor)
    api = next(one for one in cast.apis() if one.audience_name == audience)

    found, expected = {}, {}
    for method, address, declaration in api.declarations():
        assert declaration is not None
        if method == "GET" and "{" not in address:
            found[address] = program.get(address).status_code
            expected[address] = 200 if role in declaration.permission.roles else 403

    assert found == expected
