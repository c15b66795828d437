"""One chart in the eyes of everybody: a practice's roles, the patient, a colleague, an operator, a stranger."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import Error, transaction

from attune.care_records.actions.let_cover import let_cover
from attune.care_records.actions.open_encounter import open_encounter
from attune.care_records.actions.psychotherapy import save_psychotherapy_note
from attune.care_records.errors import CoverRefused, NoSuchEncounter, NoSuchNote, NoSuchRecord, StaleDraft
from attune.care_records.models import PsychotherapyNote, SignedNote
from attune.care_records.queries.notes import note, notes_of
from attune.care_records.queries.psychotherapy import psychotherapy_note
from attune.care_records.queries.record import own_notes
from attune.care_records.rules.policy import RecordsPolicy
from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.models import Provider
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.patients.errors import NoSuchChart
from attune.patients.queries.charts import chart
from tests.care_records.sessions import Care
from tests.support.audit import events_of
from tests.support.world import joined, person

pytestmark = pytest.mark.edition

YES, NO, GONE = "sees it", "not permitted", "not there"
REFUSALS: dict[type[Exception], str] = {
    NotPermitted: NO,
    NoSuchChart: GONE,
    NoSuchEncounter: GONE,
    NoSuchNote: GONE,
    NoSuchRecord: GONE,
}


def outcome(ask: Callable[[], object]) -> str:
    """Return what somebody gets who asks."""
    try:
        return YES if ask() is not None else GONE
    except tuple(REFUSALS) as refused:
        return REFUSALS[type(refused)]


def colleague(care: Care) -> Actor:
    """Return another provider of the practice, who does not treat the patient."""
    member = joined(person("colleague@example.org", "Cora Lee"), care.where.practice.practice_id, {Role.PROVIDER})
    with scope(care.where.practice.practice_id, person_id=member.person_id):
        provider_id = add_provider(
            care.role(Role.OWNER),
            person_id=member.person_id,
            name="Cora Lee",
            profession=Profession.PSYCHOLOGIST,
            npi="",
            zone="America/New_York",
        )
        Provider.objects.filter(id=provider_id).update(state="active")
    return member.actor


def provider_of(actor: Actor) -> UUID:
    assert actor.person_id is not None
    return Provider.objects.get(person_id=actor.person_id).id


SUPERVISED = YES if policy(RecordsPolicy).supervisors_read else GONE
# who: the chart's face, a signed note, a draft, the psychotherapy note, one's own record of it
TABLE: dict[str, tuple[str, str, str, str, str]] = {
    "owner": (YES, NO, NO, NO, NO),
    "administrator": (YES, NO, NO, NO, NO),
    "scheduler": (YES, NO, NO, NO, NO),
    "biller": (YES, NO, NO, NO, NO),
    "auditor": (NO, NO, NO, NO, NO),
    "supervisor": (YES, SUPERVISED, GONE, NO, NO),
    "provider": (YES, YES, YES, YES, NO),
    "colleague": (YES, GONE, GONE, GONE, NO),
    "patient": (YES, NO, NO, NO, YES),
    "another patient": (GONE, NO, NO, NO, GONE),
    "owner who sees patients": (YES, GONE, GONE, GONE, NO),
    "operator": (NO, NO, NO, NO, NO),
}


def who(care: Care, name: str) -> Actor:
    if name == "patient":
        return care.patient
    if name == "another patient":
        return care.where.patient()
    if name == "colleague":
        return colleague(care)
    if name == "owner who sees patients":
        return replace(care.role(Role.OWNER), roles=frozenset({Role.OWNER, Role.PROVIDER}))
    if name == "operator":
        return care.world.platform[Role.SUPPORT].actor
    return care.role(Role(name))


@pytest.mark.parametrize("name", TABLE)
def test_one_chart_in_the_eyes_of_everybody(care: Care, name: str) -> None:
    signed = care.signed(care.session(hour=9))
    draft, _ = care.draft(care.session(hour=11))
    with care.opened(care.provider) as actor:
        encounter_id = note(actor, signed).encounter.encounter_id
        save_psychotherapy_note(actor, encounter_id, text="Mine alone.", revision=0)
    actor = who(care, name)

    with care.opened(actor):
        seen = tuple(
            outcome(ask)
            for ask in (
                lambda: chart(actor, care.chart_id),
                lambda: notes_of(actor, care.chart_id) or None,
                lambda: note(actor, draft),
                lambda: psychotherapy_note(actor, encounter_id),
                lambda: own_notes(actor, care.chart_id) or None,
            )
        )

    assert seen == TABLE[name]


@pytest.mark.parametrize("model", [SignedNote, PsychotherapyNote])
def test_the_plane_of_operators_has_no_notes_at_all(care: Care, model: Any) -> None:
    care.signed()

    with (
        scope(care.where.practice.practice_id, person_id=care.provider.person_id, plane=Plane.BUSINESS),
        pytest.raises(Error, match="business plane"),
        transaction.atomic(),
    ):
        model.objects.count()


def test_the_database_shows_a_psychotherapy_note_to_its_author_alone(care: Care) -> None:
    appointment_id = care.session()
    with care.opened(care.provider) as actor:
        (encounter,) = open_encounter(actor, appointment_id)
        save_psychotherapy_note(actor, encounter.encounter_id, text="Mine alone.", revision=0)

    seen = {}
    for role in (Role.PROVIDER, Role.OWNER, Role.SUPERVISOR):
        with care.opened(care.role(role)):
            seen[role] = PsychotherapyNote.objects.count()

    assert seen == {Role.PROVIDER: 1, Role.OWNER: 0, Role.SUPERVISOR: 0}


def test_a_psychotherapy_note_has_a_key_of_its_own(care: Care) -> None:
    note_id = care.signed()
    with care.opened(care.provider) as actor:
        found = note(actor, note_id)
        save_psychotherapy_note(actor, found.encounter.encounter_id, text="Mine alone.", revision=0)
        signed, private = SignedNote.objects.get(), PsychotherapyNote.objects.get()
        versions = {bytes(row.__dict__["body"])[1:5] for row in (signed, private)}

    assert len(versions) == 2


def test_two_tabs_on_a_psychotherapy_note_lose_nothing(care: Care) -> None:
    appointment_id = care.session()
    with care.opened(care.provider) as actor:
        (encounter,) = open_encounter(actor, appointment_id)
        first = save_psychotherapy_note(actor, encounter.encounter_id, text="One.", revision=0)
        same = save_psychotherapy_note(actor, encounter.encounter_id, text="One.", revision=0)
        with pytest.raises(StaleDraft):
            save_psychotherapy_note(actor, encounter.encounter_id, text="Two.", revision=0)

    assert (first, same) == (1, 1)


def test_who_stands_in_reads_for_a_while_and_each_look_is_on_record(care: Care) -> None:
    note_id, other = care.signed(), colleague(care)
    with care.opened(other):
        before = outcome(lambda: note(other, note_id))
        mine = provider_of(other)
    with care.opened(care.provider) as actor:
        until = now() + timedelta(days=7)
        let_cover(actor, chart_id=care.chart_id, provider_id=mine, until=until, reason="A week off.")

    with care.opened(other):
        during = outcome(lambda: note(other, note_id))
        with pytest.raises(CoverRefused):
            let_cover(other, chart_id=care.chart_id, provider_id=mine, until=until, reason="And on.")
    told = [
        (who_did, reason)
        for who_did, action, _, reason in events_of(care.where.practice.practice_id)
        if action == "care_records.note.read"
    ]

    assert (before, during) == (GONE, YES)
    assert told == [(other.person_id, "covers")]


@pytest.mark.parametrize(
    ("days", "reason"), [(-1, "past"), (0, "past"), (policy(RecordsPolicy).cover_days_max + 1, "too_long")]
)
def test_nobody_is_let_in_for_ever_or_for_yesterday(care: Care, days: int, reason: str) -> None:
    care.session()
    other = colleague(care)

    with care.opened(care.provider) as actor, pytest.raises(CoverRefused) as refused:
        mine = provider_of(other)
        until = now() + timedelta(days=days)
        let_cover(actor, chart_id=care.chart_id, provider_id=mine, until=until, reason="Away.")

    assert refused.value.reason == reason


def test_who_does_not_treat_lets_nobody_in(care: Care) -> None:
    care.session()
    other = colleague(care)

    with care.opened(other), pytest.raises(NoSuchRecord):
        mine = provider_of(other)
        let_cover(other, chart_id=care.chart_id, provider_id=mine, until=now() + timedelta(days=1), reason="Me.")


@pytest.mark.parametrize(("hours", "count"), [(0, 1), (48, 0), (None, 0)])
def test_a_patient_reads_what_the_policy_lets_them(
    care: Care, monkeypatch: pytest.MonkeyPatch, hours: int | None, count: int
) -> None:
    care.signed()
    care.draft(care.session(hour=11))
    set_to = replace(policy(RecordsPolicy), shown_to_patient_after_hours=hours)
    monkeypatch.setattr("attune.care_records.queries.record.policy", lambda _: set_to)

    with care.opened(care.patient) as actor:
        assert len(own_notes(actor, care.chart_id)) == count
