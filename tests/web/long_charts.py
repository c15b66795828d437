"""A patient with many sessions behind them, and what a page about them asks of the database."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attune.care_records.models import Encounter, SignedNote
from attune.care_records.rules.note import NoteKind, body_of, kept
from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.scheduling.models import Appointment, Seat
from tests.care_records.sessions import Care


def many(care: Care, count: int) -> None:
    """Give the patient so many sessions with signed notes, a week apart, beside the one that is there."""
    with scope(care.where.practice.practice_id, person_id=care.provider.person_id) as opened:
        sample = Appointment.objects.latest("starts_at")
        seat = Seat.objects.get(appointment_id=sample.id)
        body = kept(body_of(NoteKind.SOAP, {"plan": "Go on."}))
        starts = [opened.now - timedelta(days=7 * number + 7) for number in range(count)]
        appointments = [_copy(sample, starts_at=at, ends_at=at + timedelta(minutes=50)) for at in starts]
        Appointment.objects.bulk_create(appointments)
        seats = [_copy(seat, appointment_id=one.id, state="attended") for one in appointments]
        Seat.objects.bulk_create(seats)
        encounters = [
            Encounter(
                appointment_id=one.appointment_id,
                seat_id=one.id,
                chart_id=care.chart_id,
                provider_id=sample.provider_id,
                service="Session",
                starts_at=about.starts_at,
                ends_at=about.ends_at,
                zone="America/New_York",
                participants=1,
                opened_at=opened.now,
            )
            for one, about in zip(seats, appointments, strict=True)
        ]
        Encounter.objects.bulk_create(encounters)
        SignedNote.objects.bulk_create(
            SignedNote(
                encounter_id=one.id,
                chart_id=care.chart_id,
                kind="soap",
                body=body,
                seal="0" * 64,
                revision=1,
                signed_by=care.world.a[Role.PROVIDER].person_id,
                signed_name="Maria Testerson, PhD",
                signed_at=opened.now,
            )
            for one in encounters
        )


def _copy(row: Any, **changed: object) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.local_concrete_fields}
    return type(row)(**(values | {"id": new_id()} | changed))


def queries(client: Client, address: str) -> int:
    """Return how many queries a page takes that was opened before."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        # Whoever is there anew after a minute is written down once: not what is counted.
        assert client.get(address, headers={"X-Attune-Passive": "true"}).status_code == 200
    return len(asked)
