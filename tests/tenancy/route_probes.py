"""For each page that names an object: how to make one of somebody's, and the method that acts on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings

from attune.agreements.models import Signature
from attune.credentialing.models import License, Profile, Provider
from attune.foundation.authorization import system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import ApiToken, Invitation
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.patients.models import Chart, Dependent, FollowUp
from attune.practices.models import Employment
from attune.scheduling.models import Appointment, Offering, Room, Seat
from tests.credentialing.people import added, licensed
from tests.support.world import CastMember, CastPractice, object_ids
from tests.tenancy import note_probes
from tests.tenancy.own_questionnaires import own_flag, own_questionnaire
from tests.tenancy.own_seats import own_payment, own_seat
from tests.tenancy.rows import key_of, make_row


@dataclass(frozen=True, slots=True)
class Probe:
    """An address that names an object: how to make one of somebody's, and the method that acts on it."""

    object_of: Callable[[CastPractice, CastMember], UUID | int]
    method: str = "post"


def membership(practice: CastPractice, _: CastMember) -> UUID:
    found = object_ids(practice)["membership_id"]
    assert isinstance(found, UUID)
    return found


def invitation(practice: CastPractice, _: CastMember) -> UUID:
    row = Invitation.objects.get(id=practice.invitation_id)
    row.id, row.token_hash, row.email = new_id(), new_id().hex * 2, f"{new_id().hex}@example.org"
    row.save(force_insert=True)
    return row.id


def token(practice: CastPractice, member: CastMember) -> UUID:
    row = ApiToken.objects.get(id=str(object_ids(practice)["token_id"]))
    row.id, row.token_hash, row.revoked_at = new_id(), new_id().hex * 2, None
    row.person_id, row.practice_id, row.membership_id = member.person_id, member.practice_id, member.membership_id
    row.save(force_insert=True)
    return row.id


def passkey(_: CastPractice, member: CastMember) -> int:
    values = {"name": "Laptop", "credential": {}}
    made = Authenticator.objects.create(user_id=member.person_id, type=Authenticator.Type.WEBAUTHN, data=values)
    return int(made.pk)


def provider(practice: CastPractice, _: CastMember) -> UUID:
    with scope(practice.practice_id):
        return added(system_actor(practice.practice_id), npi="")


def a_license(practice: CastPractice, _: CastMember) -> UUID:
    provider_id = provider(practice, _)
    with scope(practice.practice_id):
        return licensed(system_actor(practice.practice_id), provider_id)


def own_license(practice: CastPractice, member: CastMember) -> UUID:
    license_id = a_license(practice, member)
    with scope(practice.practice_id):
        own = Provider.objects.filter(person_id=member.person_id)
        if own.exists():
            License.objects.filter(id=license_id).update(provider_id=own.get().id)
        else:
            Provider.objects.filter(license=license_id).update(person_id=member.person_id)
    return license_id


def match(practice: CastPractice, _: CastMember) -> UUID:
    found = object_ids(practice)["match_id"]
    assert isinstance(found, UUID)
    return found


def signature(practice: CastPractice, _: CastMember) -> UUID:
    with scope(practice.practice_id, plane=Plane.BUSINESS):
        made = make_row(Signature)
    return key_of(made)


def employment(practice: CastPractice, _: CastMember) -> UUID:
    with scope(practice.practice_id, plane=Plane.BUSINESS):
        made = make_row(Employment)
    return key_of(made)


def own_provider(practice: CastPractice, member: CastMember) -> UUID:
    with scope(practice.practice_id):
        found = Provider.objects.filter(person_id=member.person_id).first()
        if found is None:
            found = Provider.objects.create(
                person_id=member.person_id,
                name="Priya Raman",
                profession="psychologist",
                zone="America/Denver",
            )
            Profile.objects.create(provider=found, slug=found.id.hex)
        return found.id


def offering(practice: CastPractice, member: CastMember) -> UUID:
    provider_id = own_provider(practice, member)
    with scope(practice.practice_id):
        return Offering.objects.create(provider_id=provider_id, name="Session", places=["video"], price_minor=100).id


def room(practice: CastPractice, _: CastMember) -> UUID:
    with scope(practice.practice_id):
        return key_of(make_row(Room))


def seat(practice: CastPractice, member: CastMember) -> UUID:
    """Return a booked seat in a session of the member's, if they work there as a provider."""
    with scope(practice.practice_id):
        known = Provider.objects.filter(person_id=member.person_id).first()
        provider = known or make_row(Provider)
        Provider.objects.filter(id=provider.pk).update(person_id=member.person_id)
        row = make_row(Seat)
        for alone in Provider.objects.filter(profile=None):
            Profile.objects.create(provider=alone, slug=alone.id.hex)
        Appointment.objects.filter(seat=row.pk).update(provider_id=provider.pk, state="confirmed")
        return key_of(row)


def session(practice: CastPractice, member: CastMember) -> UUID:
    seat_id = seat(practice, member)
    with scope(practice.practice_id):
        return Appointment.objects.get(seat=seat_id).id


def payout(practice: CastPractice, _: CastMember) -> UUID:
    with scope(practice.practice_id):
        return key_of(make_row(apps.get_model("payouts.Payout")))


def child_of(_: CastPractice, member: CastMember) -> UUID:
    with scope(person_id=member.person_id, plane=Plane.SELF) as opened:
        return Dependent.objects.create(name="Ada", birth_date=date(2015, 5, 17), added_at=opened.now).id


def call(practice: CastPractice, _: CastMember) -> UUID:
    with scope(practice.practice_id) as opened:
        chart = Chart.objects.create(
            person_id=new_id(),
            relation="self",
            name="Mira",
            birth_date=date(1990, 5, 17),
            state="CO",
            zone="America/Denver",
            opened_at=opened.now,
        )
        return FollowUp.objects.create(chart=chart, answer="thoughts", answer_id=new_id(), answered_at=opened.now).id


def patients_seat(practice: CastPractice, member: CastMember) -> UUID:
    return own_seat(practice.practice_id, member.person_id)


def open_payment(practice: CastPractice, member: CastMember) -> UUID:
    return own_payment(practice.practice_id, member.person_id)


def made_payment(practice: CastPractice, member: CastMember) -> UUID:
    made: dict[str, Any] = {"state": "succeeded", "succeeded_at": now(), "intent_id": "pi_made"}
    return own_payment(practice.practice_id, member.person_id, **made)


def questionnaire(practice: CastPractice, member: CastMember) -> UUID:
    return own_questionnaire(practice.practice_id, member.person_id).id


def raised(practice: CastPractice, member: CastMember) -> UUID:
    """Return a flag on a chart of the practice; the platform has no charts, so it names nothing."""
    return new_id() if practice.practice_id == PLATFORM_ID else own_flag(practice.practice_id, member.person_id)


PROBES = {
    "reassign_sessions": Probe(provider, "get"),
    "practice_payout": Probe(payout, "get"),
    "check_in": Probe(questionnaire, "get"),
    "check_in_question": Probe(questionnaire),
    "check_in_send": Probe(questionnaire),
    "provider_measures": Probe(note_probes.chart, "get"),
    "safety_flag": Probe(raised, "get"),
    "practice_provider_credentials": Probe(provider, "get"),
    "practice_add_license": Probe(provider, "get"),
    "practice_change_identity": Probe(provider, "get"),
    "practice_renew_license": Probe(a_license, "get"),
    "practice_activate_provider": Probe(provider),
    "practice_suspend_provider": Probe(provider),
    "practice_reinstate_provider": Probe(provider),
    "provider_renew_license": Probe(own_license, "get"),
    "practice_agreement_document": Probe(signature, "get"),
    "provider_agreement_document": Probe(signature, "get"),
    "employment": Probe(employment, "get"),
    "hiring_checklist": Probe(employment),
    "complete_hiring": Probe(employment),
    "end_employment": Probe(employment),
    "provider_offering": Probe(offering),
    "provider_retire_offering": Probe(offering),
    "practice_offering": Probe(offering, "get"),
    "practice_retire_offering": Probe(offering),
    "practice_retire_room": Probe(room),
    "practice_provider_hours": Probe(own_provider, "get"),
    "practice_provider_hours_preview": Probe(own_provider),
    "provider_session": Probe(session, "get"),
    "provider_move_session": Probe(session),
    "provider_cancel_session": Probe(session),
    "provider_attendance": Probe(seat),
    "practice_session": Probe(session, "get"),
    "practice_move_session": Probe(session),
    "practice_cancel_session": Probe(session),
    "practice_attendance": Probe(seat),
    "provider_chart": Probe(note_probes.chart, "get"),
    "provider_chart_cover": Probe(note_probes.chart, "get"),
    "provider_note_about": Probe(note_probes.seat_to_write_about, "get"),
    "provider_note": Probe(note_probes.draft, "get"),
    "provider_note_save": Probe(note_probes.draft),
    "provider_note_sign": Probe(note_probes.draft, "get"),
    "provider_note_addendum": Probe(note_probes.signed),
    "provider_private_note": Probe(note_probes.encounter, "get"),
    "one_record": Probe(note_probes.own_chart, "get"),
    "record_pdf": Probe(note_probes.own_chart, "get"),
    "record_json": Probe(note_probes.own_chart, "get"),
    "child": Probe(child_of, "get"),
    "follow_up": Probe(call, "get"),
    "own_session": Probe(patients_seat, "get"),
    "former_session": Probe(patients_seat, "get"),
    "visit_check_in": Probe(patients_seat),
    "session": Probe(session, "get"),
    "session_door": Probe(session, "get"),
    "admit": Probe(session),
    "session_attendance": Probe(seat),
    "session_calendar_file": Probe(patients_seat, "get"),
    "cancel_session": Probe(patients_seat),
    "move_session": Probe(patients_seat),
    "pay": Probe(open_payment, "get"),
    "pay_bank": Probe(open_payment),
    "receipt": Probe(made_payment, "get"),
    "member": Probe(membership, "get"),
    "member_roles": Probe(membership),
    "end_membership": Probe(membership),
    "resend_invitation": Probe(invitation),
    "withdraw_invitation": Probe(invitation),
    "revoke_api_token": Probe(token),
    "mfa_edit_webauthn": Probe(passkey),
    "mfa_remove_webauthn": Probe(passkey),
}
if settings.EDITION == "clinic":
    PROBES["practice_match"] = Probe(match)
"""Each address that names an object; an operator's address of the same page is tried under the same name."""
