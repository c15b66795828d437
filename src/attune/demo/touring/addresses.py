"""Where in a world the things are that are tried: of a patient, of who gives care, of a practice, of the platform."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from attune.care_records.rules.policy import RecordsPolicy
from attune.credentialing.queries.matches import matches_to_review, open_matches
from attune.credentialing.queries.providers import provider_of_person
from attune.demo.network.coming import seats_of
from attune.directory.queries.profiles import team
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.queries.roster import members_of
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.interval import Interval
from attune.scheduling.queries.appointments import SeatFacts, week_of

Addresses = dict[str, str]
"""By the name in capitals; without what a world does not have."""

AHEAD = timedelta(days=14)


def address(name: str, looked_up: Addresses) -> str:
    """Return where a page is: ``name``, ``name:argument``, either with ``?query``; empty where there is none."""
    if name.isupper():
        return looked_up.get(name, "")
    page, mark, query = name.partition("?")
    called, _, argument = page.partition(":")
    return f"{found}{mark}{query}" if (found := _reversed(called, *filter(None, [argument]))) else ""


def of_patient(person_id: UUID) -> Addresses:
    """Return where a patient's next session is, and where it and the one after it are moved and canceled."""
    coming = _to_come(one for _, one in seats_of(person_id))
    if not coming:
        return {}
    return {
        "SESSION": _reversed("own_session", coming[0].seat_id),
        "MOVE": _reversed("move_session", coming[-1].seat_id),
        "CANCEL": _reversed("cancel_session", coming[-1].seat_id),
    }


def of_care(actor: Actor) -> Addresses:
    """Return where somebody who gives care has their next session, alone with somebody, and its chart. Opens scopes."""
    with scope(actor.practice_id, person_id=actor.person_id, plane=Plane.CARE):
        own = provider_of_person(actor)
        coming = _of_calendar(actor, own.provider_id) if own else []
    if not coming:
        return {}
    alone = [one for one in coming if not one.is_group]
    chart_id = (alone or coming)[0].chart_id
    found = {
        "CHART": _reversed("provider_chart", chart_id),
        "COVER": _reversed("provider_chart_cover", chart_id),
    }
    for one in alone[:1]:
        found["APPOINTMENT"] = _reversed("session", one.appointment_id)
    return found


def of_practice(practice_id: UUID, provider: Actor, owner: Actor) -> Addresses:
    """Return where one provider of a practice is found in it, and its last payout. Opens scopes."""
    with scope(practice_id, person_id=provider.person_id, plane=Plane.CARE):
        own = provider_of_person(provider)
        assert own is not None, "whom the patient sees practises here"
        coming = _of_calendar(provider, own.provider_id)
        membership = next(one.membership_id for one in members_of(owner) if one.person_id == provider.person_id)
        matches = open_matches(owner)[:1]
    with scope(practice_id, plane=Plane.BUSINESS):
        listed = [one for one in team(practice_id, now=now()) if one.provider_id == own.provider_id]
    found = {
        "WEEK": f"{_reversed('practice_calendar')}?provider={own.provider_id}",
        "HOURS": _reversed("practice_provider_hours", own.provider_id),
        "SETTLE": _reversed("reassign_sessions", own.provider_id),
        "CREDENTIALS": _reversed("practice_provider_credentials", own.provider_id),
        "MEMBER": _reversed("member", membership),
        **_money_of(practice_id, owner),
    }
    for match in matches:
        found["MATCH"] = _reversed("practice_match", match.match_id)
    if coming:
        found["VISIT"] = _reversed("practice_session", coming[0].appointment_id)
        if policy(RecordsPolicy).supervisors_read:
            found["SUPERVISED"] = _reversed("provider_chart", coming[0].chart_id)
    if listed:
        found["PROFILE"] = _reversed("public_therapist", listed[0].first.slug)
        found["BOOK"] = _reversed("choose_time", listed[0].first.offering_id)
    return found


def of_platform() -> Addresses:
    """Return where the platform's people find one practice, payment, payout and match. Opens a scope."""
    if not _reversed("operator_payments"):
        return {}
    from attune.payouts.queries.operating import shown_payments, shown_payouts

    actor = Actor(None, PLATFORM_ID, frozenset({Role.FINANCE, Role.CREDENTIALING}))
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        payments, payouts = shown_payments(actor, state="succeeded", limit=1), shown_payouts(actor, limit=1)
        matches = matches_to_review(actor)[:1]
    found = {}
    for match in matches:
        found["MATCH"] = _reversed("operator_match", match.practice_id, match.match_id)
    for one in payments:
        found["PAYMENT"] = _reversed("operator_payment", one.practice_id, one.payment_id)
        found["PRACTICE"] = _reversed("operator_practice", one.practice_id)
    for paid_out in payouts:
        found["PAYOUT"] = _reversed("operator_payout", paid_out.practice_id, paid_out.payout_id)
    return found


def _money_of(practice_id: UUID, owner: Actor) -> Addresses:
    """Return a practice's last payout and the statement of its month, in an edition that pays out."""
    if not _reversed("practice_finances"):
        return {}
    from attune.payouts.queries.payouts import payouts

    with scope(practice_id, plane=Plane.BUSINESS):
        last = payouts(owner, limit=1)
    month = f"{(last[0].prepared_at if last else now()):%Y-%m}"
    found = {
        "STATEMENT": _reversed("practice_statement", month),
        "STATEMENT_CSV": _reversed("practice_statement_csv", month),
    }
    for one in last:
        found["PAYOUT"] = _reversed("practice_payout", one.payout_id)
    return found


def _of_calendar(actor: Actor, provider_id: UUID) -> list[SeatFacts]:
    week = week_of(actor, provider_id, Interval(now(), now() + AHEAD))
    return [one for one in _to_come(seat for session in week for seat in session.seats) if one.chart_id]


def _to_come(seats: Iterable[SeatFacts]) -> list[SeatFacts]:
    """Return the sessions that are booked and not over, the soonest first."""
    found = [one for one in seats if one.state == "booked" and one.ends_at > now()]
    return sorted(found, key=lambda one: one.starts_at)


def _reversed(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
