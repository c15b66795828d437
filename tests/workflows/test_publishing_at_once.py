"""A look at a provider while somebody changes what may be published of them."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import connection

from attune.credentialing.actions.provider_states import suspend_provider
from attune.directory.models import Listing
from attune.foundation.authorization import Role, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.workflows.refresh_listing import refresh_listing
from tests.scheduling.booking import Bookable
from tests.support.world import cast
from tests.workflows.bookable import open_practice

WAITS = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE datname = current_database() AND NOT granted
"""
TRIES = 200


def looked_again(where: Bookable) -> None:
    """Publish what is true of the provider, as a job does on a connection of its own."""
    try:
        with scope(where.practice.practice_id):
            refresh_listing(system_actor(where.practice.practice_id), where.provider_id)
    finally:
        connection.close()


def stands_in_line(owner: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Return whether somebody waits for a lock, after a moment at the most."""
    for _ in range(TRIES):
        if owner.execute(WAITS).fetchone() != (0,):
            return True
        owner.execute("SELECT pg_sleep(0.05)")
    return False


def test_who_is_just_being_suspended_is_not_published_again(
    committed_database: str, owner: psycopg.Connection[tuple[object, ...]]
):
    where = open_practice(cast().a)
    with ThreadPoolExecutor(1) as pool:
        with scope(where.practice.practice_id, plane=Plane.BUSINESS):
            suspend_provider(where.practice[Role.OWNER].actor, provider_id=where.provider_id, reason="A complaint")
            look = pool.submit(looked_again, where)
            waited = stands_in_line(owner)
        look.result(30)

    assert waited
    assert list(Listing.objects.all()) == []
