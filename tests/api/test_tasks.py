"""What is to be done, as programs see it and tick it off."""

from uuid import UUID

import pytest

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import scope
from attune.worklist.models import Task
from tests.api import cast

pytestmark = pytest.mark.usefixtures("sample_kinds")


def state(actor: Actor, task_id: UUID) -> str:
    with scope(actor.practice_id, person_id=actor.person_id, plane=actor.plane):
        return Task.objects.get(id=task_id).state


@pytest.mark.edition
def test_one_sees_own_tasks_and_those_of_ones_roles(maple):
    biller, owner = cast.member(maple, Role.BILLER), cast.owner(maple)
    own, of_role = cast.task(biller), cast.task(biller, owner_id=None, owner_role=Role.BILLER)
    cast.task(owner)

    listed = cast.caller(biller).get("/tasks").json()["items"]

    assert [one["id"] for one in listed] == [str(own), str(of_role)]
    assert (listed[0]["kind"], listed[0]["title"], listed[0]["urgency"]) == ("sample.call", "Call back", "urgent")


@pytest.mark.edition
def test_a_patient_has_tasks_of_their_own(db):
    wren = cast.patient()
    theirs = cast.task(wren)

    assert [one["id"] for one in cast.caller(wren).get("/tasks").json()["items"]] == [str(theirs)]


@pytest.mark.edition
def test_a_task_is_ticked_off_once_however_often_it_is_sent(owner_of_maple):
    task_id, program = cast.task(owner_of_maple), cast.caller(owner_of_maple)
    place = f"/tasks/{task_id}/complete"

    answers = [program.post(place, {}, Idempotency_Key="done") for _ in range(2)] + [program.post(place, {})]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    assert state(owner_of_maple, task_id) == "done"
    assert program.get("/tasks").json()["items"] == []


@pytest.mark.edition
def test_a_task_that_ends_by_itself_is_not_ticked_off(owner_of_maple):
    task_id = cast.task(owner_of_maple, cast.SHOWN)

    refused = cast.caller(owner_of_maple).post(f"/tasks/{task_id}/complete", {})

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:attune:problem:ends-by-itself")
    assert state(owner_of_maple, task_id) == "open"


@pytest.mark.edition
def test_a_colleagues_task_is_not_there(maple, owner_of_maple):
    task_id = cast.task(cast.member(maple, Role.BILLER))

    refused = cast.caller(owner_of_maple).post(f"/tasks/{task_id}/complete", {})

    assert refused.status_code == 404


@pytest.mark.edition
def test_pages_of_tasks_are_the_whole_list(owner_of_maple):
    ids = [str(cast.task(owner_of_maple)) for _ in range(5)]
    program = cast.caller(owner_of_maple)

    first = program.get("/tasks?limit=3").json()
    second = program.get(f"/tasks?limit=3&cursor={first['next_cursor']}").json()

    assert [one["id"] for one in first["items"] + second["items"]] == ids
    assert second["next_cursor"] is None
