"""The clinic's one API: every role uses the same addresses, each token is limited to scopes."""

from attune.api.operations import appointments, me, measures, members, own_bookings, practice, sessions, tasks, tokens
from attune.api.shared.instance import AttuneAPI

api = AttuneAPI(
    name="unified",
    audience="api",
    root="/api/v1/",
    title="Attune API",
    description="One API for everybody and every system of the clinic.",
    operations=(
        me.operations,
        appointments.operations,
        appointments.own_operations,
        own_bookings.own_operations,
        measures.operations,
        measures.own_operations,
        practice.operations,
        members.operations,
        sessions.operations,
        tasks.operations,
        tokens.operations,
    ),
)
