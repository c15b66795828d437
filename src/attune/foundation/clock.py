"""What time it is: the database's time plus the offset that only development and tests may set."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from attune.foundation.tenancy.scope import scope_or_none


def now() -> datetime:
    """Return ``app.now()`` in UTC; inside a scope it stands still until the transaction ends."""
    opened = scope_or_none()
    if opened is not None:
        return opened.now
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.now()")
        (value,) = cursor.fetchone()
    assert isinstance(value, datetime)
    return value


def move_clock(offset: timedelta) -> None:
    """Set how far ``app.now()`` is from real time; refused where the clock may not be moved.

    Signatures, one-time codes, webhook tolerance and context expiry use real time.
    """
    if not settings.CLOCK_MAY_MOVE:
        raise ImproperlyConfigured("The clock moves only in development and test settings.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.move_clock(make_interval(secs => %s))", [offset.total_seconds()])
