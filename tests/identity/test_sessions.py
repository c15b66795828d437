"""Sessions: how long they last, what they cost, how they end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attune.foundation.authorization import Role
from attune.foundation.background.periodic import Tick
from attune.identity.jobs import forget_ended_sessions
from attune.identity.models import Membership, Session, User
from attune.identity.sessions import SessionStore
from attune.kernel.identifiers import new_id
from attune.web.sign_in.urls import urlpatterns
from tests.support.people import PASSWORD, a_practice, colleague, patient, works_in
from tests.support.signing_in import session_hash, shift_session, signed_in

pytestmark = [pytest.mark.usefixtures("committed_database"), pytest.mark.urls("tests.web.sign_in_urls")]

QUARTER, HALF_DAY = timedelta(minutes=15), timedelta(hours=12)


def is_in(client: Client) -> bool:
    answer = client.get("/home")
    assert answer.status_code == 302
    return not answer["Location"].startswith("/sign-in")


def test_a_page_costs_one_query_for_session_person_and_memberships_and_no_write():
    client = signed_in(colleague(Role.PROVIDER, Role.OWNER))
    assert client.get("/work").status_code == 200

    with CaptureQueriesContext(connection) as caught:
        answer = client.get("/work")

    statements = [query["sql"] for query in caught.captured_queries]
    assert answer.status_code == 200
    assert [sql for sql in statements if "identity_" in sql and "identity_session s" not in sql] == []
    assert len([sql for sql in statements if "identity_session s" in sql]) == 1
    assert [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_nobody_pays_for_a_session_that_no_page_asks_for():
    client = signed_in(patient())

    with CaptureQueriesContext(connection) as caught:
        client.get("/me")

    assert caught.captured_queries == []


@pytest.mark.parametrize(("idle", "stays"), [(QUARTER - timedelta(seconds=30), True), (QUARTER, False)])
def test_staff_are_locked_out_after_fifteen_quiet_minutes(idle, stays):
    client = signed_in(colleague(Role.PROVIDER))

    shift_session(client, seen=idle)

    assert is_in(client) is stays


def test_a_patient_is_not_locked_as_soon_as_staff():
    client = signed_in(patient())

    shift_session(client, seen=timedelta(minutes=59))
    assert is_in(client)
    shift_session(client, seen=timedelta(minutes=60))
    assert not is_in(client)


@pytest.mark.parametrize(("age", "stays"), [(HALF_DAY - timedelta(minutes=1), True), (HALF_DAY, False)])
def test_a_staff_session_ends_after_twelve_hours_whatever_one_does(age, stays):
    client = signed_in(colleague(Role.PROVIDER))

    shift_session(client, started=age)

    assert is_in(client) is stays


def test_what_a_page_fetches_by_itself_does_not_put_the_lock_off():
    client = signed_in(colleague(Role.PROVIDER))
    shift_session(client, seen=timedelta(minutes=10))

    client.get("/work", headers={"X-Attune-Passive": "true"})
    passive = Session.objects.get(key_hash=session_hash(client)).last_seen_at
    client.get("/work")
    active = Session.objects.get(key_hash=session_hash(client)).last_seen_at

    assert active - passive > timedelta(minutes=9)


def test_being_there_is_written_once_a_minute_at_most():
    client = signed_in(colleague(Role.PROVIDER))
    shift_session(client, seen=timedelta(seconds=61))
    client.get("/work")
    first = Session.objects.get(key_hash=session_hash(client)).last_seen_at

    client.get("/work")

    assert Session.objects.get(key_hash=session_hash(client)).last_seen_at == first


def test_a_session_that_is_over_is_gone_and_its_cookie_worthless():
    client = signed_in(colleague(Role.PROVIDER))
    key = client.cookies["attune_session"].value
    shift_session(client, seen=QUARTER)

    answer = client.get("/work")
    client.cookies["attune_session"] = key

    assert answer["Location"] == "/sign-in?next=%2Fwork&ended=idle"
    assert not is_in(client)
    assert not Session.objects.filter(user__isnull=False).exists()


def test_signing_out_ends_the_session_on_the_server():
    client = signed_in(patient())
    key = client.cookies["attune_session"].value

    answer = client.post("/sign-out")
    client.cookies["attune_session"] = key

    assert (answer["Location"], answer.headers["Clear-Site-Data"]) == ("/sign-in?signed-out", '"cache"')
    assert "data-signed-out" in Client().get("/sign-in?signed-out").content.decode()
    assert not is_in(client)


def test_signing_out_takes_a_form_of_ours():
    client = signed_in(patient())

    assert client.get("/sign-out").status_code == 200
    assert is_in(client)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one():
    mira = patient()
    here, elsewhere = signed_in(mira), signed_in(mira)
    before = session_hash(here)

    answer = here.post("/security/password", {"oldpassword": PASSWORD, "password1": "another quiet room at dusk"})

    assert answer["Location"] == "/security/password"
    assert is_in(here)
    assert session_hash(here) != before
    assert not is_in(elsewhere)
    assert Session.objects.filter(user_id=mira.id).count() == 1


def test_a_new_key_does_not_put_the_absolute_end_off():
    client = signed_in(colleague(Role.PROVIDER))
    shift_session(client, started=timedelta(hours=11))

    client.post("/security/password", {"oldpassword": PASSWORD, "password1": "another quiet room at dusk"})

    assert is_in(client)
    shift_session(client, started=timedelta(hours=1))
    assert not is_in(client)


def test_a_session_that_was_ended_is_not_written_back_by_a_request_still_under_way():
    client = signed_in(patient())
    under_way = SessionStore(client.cookies["attune_session"].value)
    assert under_way.person is not None
    signed_out = signed_in(patient("jo@example.org"))
    client.post("/sign-out")

    under_way["something"] = "typed"
    with pytest.raises(UpdateError):
        under_way.save()
    assert is_in(signed_out)


def test_an_ended_membership_takes_the_place_away_at_the_next_request():
    priya = colleague(Role.PROVIDER)
    client = signed_in(priya)
    assert client.get("/home")["Location"] == "/provider"

    Membership.objects.update(ended_at="2020-01-01T00:00Z", started_at="2019-01-01T00:00Z")

    assert client.get("/home")["Location"] == "/me"


def test_the_chosen_practice_survives_a_later_write_of_the_session():
    priya = colleague(Role.PROVIDER)
    second = works_in(priya.id, a_practice("Harbor").id, Role.OWNER)
    client = signed_in(priya)
    store = SessionStore(client.cookies["attune_session"].value)

    store.work_in(second.practice_id)
    store["something"] = "typed"
    store.save()

    assert client.get("/home")["Location"] == "/practice"


def test_the_table_signs_nobody_in():
    client = signed_in(patient())
    stored = session_hash(client)

    client.cookies["attune_session"] = stored

    assert not is_in(client)


def test_only_what_was_changed_of_the_person_is_written():
    mira = patient()
    client = signed_in(mira)
    joined = User.objects.get(id=mira.id).joined_at
    client.post("/security/password", {"oldpassword": PASSWORD, "password1": "another quiet room at dusk"})

    assert User.objects.get(id=mira.id).joined_at == joined


def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser():
    client = signed_in(colleague(Role.PROVIDER))

    assert client.get("/work").headers["Cache-Control"] == "private, no-store"
    assert "no-store" in client.get("/security").headers["Cache-Control"]


def test_sessions_nobody_can_use_are_forgotten_by_themselves():
    mira = patient()
    alive, idle, old = signed_in(mira), signed_in(mira), signed_in(mira)
    shift_session(idle, seen=timedelta(hours=1))
    Session.objects.filter(key_hash=session_hash(old)).update(ends_at="2020-01-01T00:00Z")

    forget_ended_sessions(Tick(datetime.now(UTC), new_id()))

    assert [row.key_hash for row in Session.objects.filter(user_id=mira.id)] == [session_hash(alive)]


def test_every_address_of_sign_in_says_who_may_open_it():
    assert [entry.name for entry in urlpatterns if not hasattr(entry.callback, "access")] == []
    assert len(urlpatterns) > 25
