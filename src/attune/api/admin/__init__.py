"""The marketplace's API for the platform's own people; it holds no clinical operation."""

from attune.api.operations import me, members, practice, tasks, tokens
from attune.api.shared.instance import AttuneAPI

api = AttuneAPI(
    name="admin",
    audience="admin",
    root="/api/admin/v1/",
    title="Attune admin API",
    description="For the platform's own operations.",
    operations=(me.operations, practice.operations, members.operations, tasks.operations, tokens.operations),
)
