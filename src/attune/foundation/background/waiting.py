"""Whether a piece of work that was queued is still to be done."""

from uuid import UUID

from django.db import connection

_WAITS = """
SELECT EXISTS (
    SELECT 1 FROM procrastinate_jobs
    WHERE task_name = %s AND status IN ('todo', 'doing') AND args->>'practice_id' = %s
)
"""


def is_waiting(name: str, practice_id: UUID) -> bool:
    """Return whether a job of this name waits or runs for a practice. One that gave up does neither."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [name, str(practice_id)])
        (found,) = cursor.fetchone()
    return bool(found)
