"""Why a job failed: the error's name and place, which quote no record."""

import traceback

from django.db import connection

import attune

_HERE = attune.__name__
# The package is imported before Django's models are: so no model here.
_NOTE = """
INSERT INTO background_failure (job_id, job, error, failed_at) VALUES (%s, %s, %s, now())
ON CONFLICT (job_id) DO UPDATE SET job = EXCLUDED.job, error = EXCLUDED.error, failed_at = EXCLUDED.failed_at
"""


def note_failure(error: BaseException, *, name: str, job_id: int | None) -> None:
    """Keep the last failure of a queued job, outside of its rolled back transaction."""
    if job_id is None:
        return
    told = f"{type(error).__module__}.{type(error).__qualname__} at {_place(error)}"[:200]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [job_id, name, told])


def _place(error: BaseException) -> str:
    """Return module and line of the deepest frame of our own."""
    places = [
        f"{frame.f_globals.get('__name__')}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__", "")).split(".")[0] == _HERE
    ]
    return places[-1] if places else "an unknown place"
