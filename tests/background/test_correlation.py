"""One id from a request to all it causes: its answer, the trail, and the job it defers."""

import pytest
from django.db import connection
from django.test import Client

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.support.fake_email import FakeEmailGateway
from tests.support.world import cast, sign_in

INVITED = {"name": "Noor Haddad", "email": "noor@example.org", "roles": ["biller"]}


@pytest.mark.usefixtures("committed_database")
def test_the_id_of_a_request_is_in_its_answer_in_the_trail_and_in_its_job(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", FakeEmailGateway)
    world, client, request_id = cast(), Client(), new_id()
    sign_in(client, world.a[Role.OWNER])

    answer = client.post("/practice/members/invite", INVITED, headers={"X-Request-Id": str(request_id)})

    assert answer.headers["X-Request-Id"] == str(request_id)
    with scope(world.a.practice_id):
        events = AuditEvent.objects.filter(action="identity.member.invited").values_list("request_id", flat=True)
        assert list(events) == [request_id]
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'request_id' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("notifications.send_message", str(request_id))]
