"""Notes, charts and encounters of somebody, for the pages that name one."""

from uuid import UUID

from attune.care_records.models import Encounter, NoteDraft, SignedNote
from attune.care_records.rules.note import NoteKind, body_of, kept
from attune.credentialing.models import Profile, Provider
from attune.foundation.tenancy import Plane, scope
from attune.patients.models import CareLink, Chart
from attune.scheduling.models import Appointment, Seat
from tests.support.world import CastMember, CastPractice
from tests.tenancy.own_seats import own_seat
from tests.tenancy.rows import make_row

BODY = kept(body_of(NoteKind.SOAP, {"plan": "Go on."}))


def encounter(practice: CastPractice, member: CastMember) -> UUID:
    """Return an encounter of a session that the member gives."""
    with scope(practice.practice_id, person_id=member.person_id):
        row = make_row(Encounter)
        assert isinstance(row, Encounter)
        provider = Provider.objects.filter(person_id=member.person_id).first() or row.provider
        Provider.objects.filter(id=provider.id).update(person_id=member.person_id)
        for alone in Provider.objects.filter(profile=None):
            Profile.objects.create(provider=alone, slug=alone.id.hex)
        Appointment.objects.filter(id=row.appointment_id).update(provider_id=provider.id, state="confirmed")
        Seat.objects.filter(id=row.seat_id).update(
            appointment_id=row.appointment_id, chart_id=row.chart_id, state="booked", booked_at=row.opened_at
        )
        Encounter.objects.filter(id=row.id).update(provider_id=provider.id)
        return row.id


def chart(practice: CastPractice, member: CastMember) -> UUID:
    """Return the chart of somebody whom the member treats."""
    made = encounter(practice, member)
    with scope(practice.practice_id, person_id=member.person_id):
        return Encounter.objects.get(id=made).chart_id


def seat_to_write_about(practice: CastPractice, member: CastMember) -> UUID:
    """Return the seat of a session that the member gives."""
    made = encounter(practice, member)
    with scope(practice.practice_id, person_id=member.person_id):
        return Encounter.objects.get(id=made).seat_id


def draft(practice: CastPractice, member: CastMember) -> UUID:
    """Return a draft of the member's."""
    made = encounter(practice, member)
    with scope(practice.practice_id, person_id=member.person_id) as opened:
        return NoteDraft.objects.create(
            encounter_id=made,
            author_id=member.person_id,
            kind="soap",
            body=BODY,
            started_at=opened.now,
            saved_at=opened.now,
        ).id


def signed(practice: CastPractice, member: CastMember) -> UUID:
    """Return a note that the member signed."""
    made = encounter(practice, member)
    with scope(practice.practice_id, person_id=member.person_id) as opened:
        about = Encounter.objects.get(id=made)
        return SignedNote.objects.create(
            encounter=about,
            chart_id=about.chart_id,
            kind="soap",
            body=BODY,
            seal="0" * 64,
            revision=1,
            signed_by=member.person_id,
            signed_name="Priya Raman",
            signed_at=opened.now,
        ).id


def own_chart(practice: CastPractice, member: CastMember) -> UUID:
    """Return a chart that the member signs in for, at the practice that has one."""
    own_seat(practice.practice_id, member.person_id)
    with scope(person_id=member.person_id, plane=Plane.SELF):
        at = CareLink.objects.latest("since").practice_id
    with scope(at, person_id=member.person_id, plane=Plane.SELF):
        return Chart.objects.get(person_id=member.person_id).id
