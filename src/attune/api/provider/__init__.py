"""The marketplace's API for practices' own systems."""

from attune.api.operations import appointments, earnings, me, measures, members, practice, tasks, tokens
from attune.api.shared.instance import AttuneAPI

api = AttuneAPI(
    name="provider",
    audience="provider",
    root="/api/provider/v1/",
    title="Attune provider API",
    description="For a practice's own systems: its people, its work.",
    operations=(
        me.operations,
        appointments.operations,
        earnings.operations,
        measures.operations,
        practice.operations,
        members.operations,
        tasks.operations,
        tokens.operations,
    ),
)
