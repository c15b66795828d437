"""A seat of somebody's, written row by row, for attacks on whoever may see it."""

from datetime import datetime, timedelta
from uuid import UUID

from attune.billing.models import Invoice, Payment
from attune.credentialing.models import Provider
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.patients.models import CareLink, Chart
from attune.practices.models import Practice
from attune.scheduling.models import Appointment, Offering, Seat
from tests.tenancy.rows import make_row


def own_seat(practice_id: UUID, person_id: UUID, *, starts_at: datetime | None = None) -> UUID:
    """Return a booked seat of a person's at a practice; the platform, which has no sessions, lends the first one's."""
    if practice_id == PLATFORM_ID:
        practice_id = Practice.objects.exclude(id=PLATFORM_ID).earliest("created_at").id
    start = starts_at or now() + timedelta(days=5)
    with scope(practice_id, person_id=person_id, plane=Plane.SELF):
        if not CareLink.objects.filter(practice_id=practice_id).exists():
            CareLink.objects.create(practice_id=practice_id, since=now())
        row = make_row(Seat)
        assert isinstance(row, Seat)
        chart = Chart.objects.filter(person_id=person_id).first() or make_row(Chart)
        Chart.objects.filter(id=chart.pk).update(person_id=person_id)
        Appointment.objects.filter(id=row.appointment_id).update(
            format="individual",
            place="video",
            zone="America/Denver",
            state=Appointment.State.CONFIRMED,
            starts_at=start,
            ends_at=start + timedelta(minutes=50),
        )
        Provider.objects.filter(appointment=row.appointment_id).update(zone="America/Denver")
        Offering.objects.filter(appointment=row.appointment_id).update(name="Session")
        Seat.objects.filter(id=row.id).update(
            person_id=person_id,
            chart_id=chart.pk,
            state=Seat.State.BOOKED,
            hold_expires_at=None,
            booked_at=now() - timedelta(days=9),
            currency="USD",
            patient_state="CO",
        )
        return row.id


def own_payment(practice_id: UUID, person_id: UUID, *, is_held: bool = False, **values: object) -> UUID:
    """Return a payment of a person's at a practice, asked for five minutes ago, of a seat that is booked or held."""
    seat_id = own_seat(practice_id, person_id)
    if practice_id == PLATFORM_ID:
        practice_id = Practice.objects.exclude(id=PLATFORM_ID).earliest("created_at").id
    with scope(practice_id, person_id=person_id, plane=Plane.SELF):
        if is_held:
            held = {"state": Seat.State.HELD, "hold_expires_at": now() + timedelta(minutes=10), "booked_at": None}
            Seat.objects.filter(id=seat_id).update(**held)
        row = make_row(Payment)
        assert isinstance(row, Payment)
        asked = {"person_id": person_id, "seat_id": seat_id, "currency": "USD"}
        Payment.objects.filter(id=row.id).update(
            **asked, account="", amount_minor=15_000, requested_at=now() - timedelta(minutes=5), **values
        )
        Invoice.objects.filter(id=row.invoice_id).update(**asked, price_minor=15_000, net_minor=15_000)
        return row.id
