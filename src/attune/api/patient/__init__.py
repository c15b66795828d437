"""The marketplace's API for patients: their own care, across no practice's wall."""

from attune.api.operations import appointments, me, measures, own_bookings, sessions, tasks, tokens
from attune.api.shared.instance import AttuneAPI

api = AttuneAPI(
    name="patient",
    audience="patient",
    root="/api/patient/v1/",
    title="Attune patient API",
    description="For programs a person lets into their own care.",
    operations=(
        me.operations,
        appointments.own_operations,
        own_bookings.own_operations,
        measures.own_operations,
        sessions.operations,
        tasks.operations,
        tokens.operations,
    ),
)
