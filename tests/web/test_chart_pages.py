"""Charts for those who care, and the patient's own record: what they show, and at what cost."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from attune.care_records.actions.psychotherapy import save_psychotherapy_note
from attune.care_records.queries.notes import note
from attune.credentialing.models import Profile, Provider
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.patients.models import CareLink
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.models import Seat
from tests.care_records.sessions import Care, care_in
from tests.support.world import World, cast, joined, person, sign_in
from tests.web.long_charts import many, queries

PARTS = ("before", "during", "after")
PRIVATE = "Reminds me of my own."


@pytest.fixture
def world(committed_database: str) -> World:
    return cast()


@pytest.fixture
def care(world: World) -> Care:
    """Give a practice in care whose patient is the cast's, who can sign in."""
    made = care_in(world)
    patient = made.where.patient(world.patient.person_id)
    with scope(made.where.practice.practice_id, person_id=patient.person_id, plane=Plane.SELF) as opened:
        CareLink.objects.create(practice_id=made.where.practice.practice_id, since=opened.now)
    return Care(world, made.where, patient)


def browser(care: Care, role: Role = Role.PROVIDER) -> Client:
    client = Client()
    sign_in(client, care.world.a[role])
    return client


def own_browser(care: Care) -> Client:
    client = Client()
    sign_in(client, care.world.patient)
    return client


def test_a_chart_tells_its_story(care: Care) -> None:
    note_id = care.signed(plan="Step three, twice.")
    waiting = care.session(hour=11)
    with care.opened(care.provider):
        seat_id = Seat.objects.get(appointment_id=waiting).id

    page = browser(care).get(f"/provider/patients/{care.chart_id}").content.decode()

    for words in ("Ana Reyes", "Texas", "Step three, twice.", "Signed", "To sign", "Write the note", "Who looked"):
        assert words in page
    assert f"/provider/notes/about/{seat_id}" in page
    assert note_id


def test_a_long_chart_is_told_in_parts_at_the_same_cost(care: Care) -> None:
    care.signed()
    client, address = browser(care), f"/provider/patients/{care.chart_id}"
    few = queries(client, address)
    many(care, 500)

    page = client.get(address).content.decode()
    older = re.search(r'href="([^"]+\?before=\d+)"', page)
    assert older
    following = client.get(older[1]).content.decode()

    assert queries(client, address) == few
    assert page.count("event-bead is-session") == following.count("event-bead is-session") == 20
    assert "Back to the newest" in following
    assert client.get(f"{address}?before=nonsense").status_code == 200


def test_the_pages_of_a_session_and_homes_cost_the_same_whatever_lies_behind(care: Care) -> None:
    appointment_id = care.session(hour=11)
    with care.opened(care.provider):
        seat_id = Seat.objects.get(appointment_id=appointment_id).id
    many(care, 2)
    pages = [
        *((browser(care), f"{reverse('session', args=[appointment_id])}?part={part}") for part in PARTS),
        *((browser(care), reverse(name)) for name in ("provider_home", "provider_notes")),
        (own_browser(care), reverse("own_session", args=[seat_id])),
        *((own_browser(care), reverse(name)) for name in ("patient_home", "patient_sessions")),
    ]
    few = [queries(client, address) for client, address in pages]
    many(care, 60)

    assert [queries(client, address) for client, address in pages] == few


def test_the_list_of_patients_costs_the_same_for_one_and_for_three(care: Care) -> None:
    care.session()
    client = browser(care)
    one = queries(client, "/provider/patients")
    for hour in (10, 11):
        care.session(hour=hour, begun=False, patient=care.where.patient())

    page = client.get("/provider/patients").content.decode()

    assert queries(client, "/provider/patients") == one
    assert page.count("Ana Reyes") == 3
    assert "3 in all, 2 with a session to come" in page


def test_a_colleague_is_let_in_and_finds_the_chart_then(care: Care) -> None:
    care.signed()
    member = joined(person("cora@example.org", "Cora Lee"), care.where.practice.practice_id, {Role.PROVIDER})
    with scope(care.where.practice.practice_id, person_id=member.person_id):
        provider = Provider.objects.create(
            person_id=member.person_id,
            name="Cora Lee",
            profession="psychologist",
            zone="America/Denver",
            state="active",
        )
        Profile.objects.create(provider=provider, slug="cora-lee")
    other, address = Client(), f"/provider/patients/{care.chart_id}"
    sign_in(other, member)
    before = other.get(address).status_code
    until = (now() + timedelta(days=3)).strftime("%m/%d/%Y")
    asked = {"provider": str(provider.id), "until": until, "reason": "A week off"}

    wrong = browser(care).post(f"{address}/cover", asked | {"until": "1/1/2020"})
    right = browser(care).post(f"{address}/cover", asked)
    page = other.get(address)

    assert (before, wrong.status_code, right.status_code, page.status_code) == (404, 422, 302, 200)
    assert "This day is over." in wrong.content.decode()
    assert "You stand in" in page.content.decode()
    assert other.get(f"{address}/cover").status_code == 404


def test_a_patient_reads_their_record_and_who_looked(care: Care) -> None:
    note_id = care.signed(plan="Step three, twice.")
    with care.opened(care.provider) as actor:
        encounter = note(actor, note_id).encounter
        save_psychotherapy_note(actor, encounter.encounter_id, text=PRIVATE, revision=0)
        mark_attendance(actor, seat_id=encounter.seat_id, has_attended=True)
    care.draft(care.session(hour=11), plan="Not for anybody yet.")

    page = own_browser(care).get("/me/record").content.decode()

    for words in ("Step three, twice.", "Note read", "Note signed", care.world.a[Role.PROVIDER].name, "You"):
        assert words in page
    for words in (PRIVATE, "Not for anybody yet.", "sychotherapy"):
        assert words not in page


def test_a_record_is_taken_along_as_data_and_as_a_document(care: Care) -> None:
    care.signed(plan="Step three, twice. <b>#strong[</b>")
    client, address = own_browser(care), f"/me/record/{care.chart_id}"

    data = json.loads(b"".join(client.get(f"{address}/json")))
    answer = client.get(f"{address}/pdf")
    document = b"".join(answer)
    page = client.get(address).content.decode()

    assert data["format"] == "attune.record/1"
    assert data["notes"][0]["sections"]["plan"] == "Step three, twice. <b>#strong[</b>"
    assert (answer["Content-Type"], document[:5]) == ("application/pdf", b"%PDF-")
    assert page.count("Own record downloaded") >= 1


def test_nobody_elses_record_is_there(care: Care) -> None:
    care.signed()
    other = Client()
    sign_in(other, care.world.without_factor)

    for address in ("", "/pdf", "/json"):
        assert other.get(f"/me/record/{care.chart_id}{address}").status_code == 404
    assert "There is no record of you yet" in other.get("/me/record").content.decode()


def test_ones_own_record_costs_the_same_for_one_note_and_for_many(care: Care) -> None:
    care.signed()
    client = own_browser(care)
    few = queries(client, "/me/record")
    many(care, 30)

    assert queries(client, "/me/record") == few
