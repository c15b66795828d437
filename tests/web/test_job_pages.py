"""The operators' page of jobs that gave up: what is decided there is done, and on record."""

import pytest
from django.db import connection
from django.test import Client

from attune.foundation.authorization import Role
from tests.support.audit import events_of
from tests.support.world import World, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]


def dead_job() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('default', 'sample.fail', '{}', 'failed', 3) RETURNING id"
        )
        (number,) = cursor.fetchone()
    return int(number)


def state_of(job_id: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", [job_id])
        status, attempts = cursor.fetchone()
    return str(status), int(attempts)


def signed_in(world: World, role: Role) -> Client:
    client = Client()
    sign_in(client, world.platform[role])
    return client


@pytest.mark.parametrize(
    ("decision", "state", "action"),
    [("retry", ("todo", 0), "background.job.retried"), ("discard", ("cancelled", 3), "background.job.discarded")],
)
def test_a_decision_about_a_dead_job_is_carried_out_and_on_record(world: World, decision, state, action):
    job_id, client = dead_job(), signed_in(world, Role.SUPPORT)
    before = client.get("/operate/jobs").content.decode()

    answer = client.post(f"/operate/jobs/{job_id}/{decision}")
    again = client.post(f"/operate/jobs/{job_id}/{decision}")

    assert "sample.fail gave up after 3 tries" in before
    assert (answer.status_code, again.status_code, state_of(job_id)) == (302, 404, state)
    support = world.platform[Role.SUPPORT].person_id
    assert [told for told in events_of(world.platform.practice_id) if told[1] == action] == [
        (support, action, str(job_id), "")
    ]


@pytest.mark.parametrize("decision", ["retry", "discard"])
def test_who_may_not_decide_changes_nothing(world: World, decision):
    job_id = dead_job()

    answer = signed_in(world, Role.FINANCE).post(f"/operate/jobs/{job_id}/{decision}")

    assert (answer.status_code, state_of(job_id)) == (403, ("failed", 3))
