"""The pages about members: what they show, and what their forms do, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.identity.queries.roster import member_of
from attune.identity.queries.signed_in import stored_session
from attune.kernel.identifiers import new_id
from attune.worklist.actions.open_task import open_task
from attune.worklist.models import Task
from attune.worklist.task_kinds import SET_UP_SECOND_FACTOR
from tests.support.audit import events_of
from tests.support.world import CastMember, CastPractice, World, joined, person
from tests.web.inviting import INVITED, browser, last_link, text_of


def roles_of(member: CastMember, practice: CastPractice) -> tuple[Role, ...]:
    assert member.membership_id is not None
    with scope(practice.practice_id):
        return member_of(practice[Role.OWNER].actor, member.membership_id).roles_at(now())


def test_the_list_names_members_and_who_was_invited(world: World):
    told = text_of(browser(world.a[Role.OWNER]).get("/practice/members"))

    assert all(f"Open {member.name}" in told for member in world.a.people.values())
    assert "Ines Holm, administrator" in told
    assert world.b is not None
    assert world.b[Role.OWNER].email not in told


def test_an_auditor_sees_the_members_and_no_way_to_change_them(world: World):
    response = browser(world.a[Role.AUDITOR]).get("/practice/members")

    assert world.a[Role.BILLER].name in text_of(response)
    assert b"/practice/members/invite" not in response.content
    assert b"/resend" not in response.content


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    world: World, people: int, django_assert_max_num_queries
):
    for number in range(people):
        joined(person(f"extra{number}@example.org", f"Extra {number}"), world.a.practice_id, {Role.BILLER})
    client = browser(world.a[Role.OWNER])

    with django_assert_max_num_queries(14):
        client.get("/practice/members")


def test_inviting_mails_a_link_that_leads_to_the_invitation(world: World, mailbox, django_capture_on_commit_callbacks):
    client = browser(world.a[Role.OWNER])

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/practice/members/invite", INVITED)

    assert (response.status_code, response.headers["Location"]) == (302, "/practice/members")
    assert [(mail.to, mail.subject) for mail in mailbox.taken] == [
        ("noor@example.org", f"{world.a.name} invites you to Attune")
    ]
    page = Client().get(last_link(mailbox))
    assert f"Come and work at {world.a.name}" in text_of(page)


def test_a_form_with_mistakes_keeps_what_was_typed(world: World):
    response = browser(world.a[Role.OWNER]).post("/practice/members/invite", {"name": "Noor Haddad", "email": "noor@"})

    assert response.status_code == 422
    assert b'value="Noor Haddad"' in response.content
    assert "Choose at least one role." in text_of(response)


def test_who_works_there_is_not_invited_again(world: World):
    asked = {**INVITED, "email": world.a[Role.BILLER].email}

    response = browser(world.a[Role.OWNER]).post("/practice/members/invite", asked)

    assert f"{world.a[Role.BILLER].email} works here already." in text_of(response)


def test_an_administrator_is_not_offered_the_owners_role(world: World):
    response = browser(world.a[Role.ADMINISTRATOR]).get("/practice/members/invite")

    assert b'value="owner"' not in response.content
    assert b'value="administrator"' in response.content


def test_roles_change_by_the_form(world: World):
    biller = world.a[Role.BILLER]

    response = browser(world.a[Role.OWNER]).post(
        f"/practice/members/{biller.membership_id}/roles", {"roles": ["scheduler", "provider"]}
    )

    assert response.status_code == 302
    assert roles_of(biller, world.a) == (Role.PROVIDER, Role.SCHEDULER)


def test_roles_may_change_on_a_later_day(world: World):
    biller, day = world.a[Role.BILLER], (now() + timedelta(days=30)).date()
    client = browser(world.a[Role.OWNER])

    client.post(
        f"/practice/members/{biller.membership_id}/roles",
        {"roles": ["biller", "provider"], "from_day": day.isoformat()},
    )

    assert roles_of(biller, world.a) == (Role.BILLER,)
    assert "Provider" in text_of(client.get(f"/practice/members/{biller.membership_id}"))


def test_the_last_owner_hears_why_the_role_stays(world: World):
    owner = world.a[Role.OWNER]
    client = browser(owner)
    client.post(f"/practice/members/{world.without_factor.membership_id}/end", {"reason": "Never came"})

    response = client.post(f"/practice/members/{owner.membership_id}/roles", {"roles": ["provider"]})

    assert response.status_code == 422
    assert "This is the last owner, and there must be one." in text_of(response)


def test_an_owners_page_has_no_forms_for_an_administrator(world: World):
    response = browser(world.a[Role.ADMINISTRATOR]).get(f"/practice/members/{world.a[Role.OWNER].membership_id}")

    assert b"/roles" not in response.content
    assert "Only an owner changes what an owner is." in text_of(response)


def test_ending_a_membership_ends_the_next_request(world: World, mailbox, django_capture_on_commit_callbacks):
    biller, owner = world.a[Role.BILLER], browser(world.a[Role.OWNER])
    theirs = browser(biller)
    before = theirs.get("/practice").status_code

    asked = owner.get(f"/practice/members/{biller.membership_id}/end")
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"/practice/members/{biller.membership_id}/end", {"reason": "Moved away"})

    assert f"End {biller.name}’s membership of {world.a.name}?" in text_of(asked)
    assert (before, theirs.get("/practice").status_code) == (200, 403)
    assert [mail.to for mail in mailbox.taken] == [biller.email]


def test_a_membership_does_not_end_without_a_reason(world: World):
    biller, owner = world.a[Role.BILLER], browser(world.a[Role.OWNER])

    asked = owner.post(f"/practice/members/{biller.membership_id}/end", {"reason": " "})

    assert (asked.status_code, browser(biller).get("/practice").status_code) == (422, 200)
    assert "Say why. The reason is kept with the membership." in text_of(asked)


def test_what_somebody_leaves_undone_goes_to_the_role_that_runs_the_place(world: World):
    biller = world.a[Role.BILLER]
    with scope(world.a.practice_id):
        task_id = open_task(
            world.a[Role.OWNER].actor,
            kind=SET_UP_SECOND_FACTOR,
            subject_id=biller.person_id,
            due_at=now(),
            owner_id=biller.person_id,
        )

    browser(world.a[Role.OWNER]).post(f"/practice/members/{biller.membership_id}/end", {"reason": "Moved away"})

    with scope(world.a.practice_id):
        task = Task.objects.get(id=task_id)
        assert (task.owner_id, task.owner_role, task.state) == (None, "administrator", "open")


def test_a_membership_that_ended_has_no_way_to_end_it_again(world: World):
    biller, client = world.a[Role.BILLER], browser(world.a[Role.OWNER])
    client.post(f"/practice/members/{biller.membership_id}/end", {"reason": "Moved away"})

    assert client.get(f"/practice/members/{biller.membership_id}/end").status_code == 404
    assert "Moved away" in text_of(client.get(f"/practice/members/{biller.membership_id}"))


def test_leaving_oneself_leads_home(world: World):
    administrator = world.a[Role.ADMINISTRATOR]

    response = browser(administrator).post(
        f"/practice/members/{administrator.membership_id}/end", {"reason": "Moved away"}
    )

    assert response.headers["Location"] == "/home"


def test_the_platforms_people_have_the_same_pages(world: World, mailbox, django_capture_on_commit_callbacks):
    client = browser(world.platform[Role.COMPLIANCE])

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/operate/team/invite", {**INVITED, "roles": ["support"]})

    assert response.headers["Location"] == "/operate/team"
    assert "Noor Haddad, support" in text_of(client.get("/operate/team"))
    assert "Come and work at Attune" in text_of(Client().get(last_link(mailbox)))


def test_a_refused_page_stands_in_the_trail(world: World):
    biller = world.a[Role.BILLER]

    browser(biller).get("/practice/members")

    assert events_of(world.a.practice_id)[-1] == (biller.person_id, "identity.member.see", "members", "")


def test_the_practice_switch_leads_to_the_other_practice(world: World):
    assert world.b is not None
    ada = joined(person("ada@example.org", "Ada Moss"), world.a.practice_id, {Role.OWNER})
    joined(ada, world.b.practice_id, {Role.PROVIDER})
    client = browser(ada)

    response = client.post("/practice/switch", {"practice": str(world.b.practice_id)}, follow=True)

    assert [address for address, _ in response.redirect_chain] == ["/home", "/provider"]
    stored = stored_session(client.cookies["attune_session"].value)
    assert stored is not None
    assert stored.active_practice_id == world.b.practice_id


@pytest.mark.parametrize("told", ["nonsense", "", "00000000-0000-7000-8000-0000000000ff"])
def test_switching_to_nowhere_leads_nowhere(world: World, told: str):
    client = browser(world.a[Role.OWNER])

    assert client.post("/practice/switch", {"practice": told}).status_code == 404


def test_the_access_log_shows_who_did_what(world: World):
    owner = browser(world.a[Role.OWNER])
    owner.post(f"/practice/members/{world.a[Role.BILLER].membership_id}/roles", {"roles": ["scheduler"]})

    page = owner.get("/practice/access-log?action=identity.member.roles_changed")
    told = text_of(page)
    nothing = text_of(owner.get("/practice/access-log?action=nothing.like.this"))
    with scope(world.a.practice_id):
        record(Actor(new_id(), None), "scheduling.seat.seen", object_kind="seat", object_id="1", patient_id=new_id())
        record(Actor(new_id(), None), "practices.standing.looked_at", object_kind="practice", object_id="2")
    outside = text_of(owner.get("/practice/access-log"))

    assert "A patient, or who acts for them Appointment looked at" in outside
    assert "Somebody from outside" in outside
    membership_id = str(world.a[Role.BILLER].membership_id)
    assert f"{world.a[Role.OWNER].name} Roles changed " in told
    assert "identity.member.roles_changed" in told
    assert f"membership …{membership_id[-8:]}" in told
    assert f'href="?about={membership_id}"' in page.content.decode()
    assert "Nothing like this was recorded" in nothing


def test_a_range_that_ends_before_it_begins_is_a_mistake_and_not_an_empty_trail(world: World):
    owner = browser(world.a[Role.OWNER])

    answer = owner.get("/practice/access-log?from_day=2026-11-25&until_day=2026-11-20")
    same_day = owner.get("/practice/access-log?from_day=2026-11-25&until_day=2026-11-25")

    assert (answer.status_code, same_day.status_code) == (422, 200)
    assert "This is before the first day. Choose a later one." in text_of(answer)
    assert "Nothing like this was recorded" not in text_of(answer)


def test_the_platforms_trail_is_compliances_own(world: World):
    browser(world.platform[Role.FINANCE]).get("/operate/team")

    told = text_of(browser(world.platform[Role.COMPLIANCE]).get("/operate/audit?outcome=refused"))

    assert f"{world.platform[Role.FINANCE].name} See who works in the practice, and as what" in told
    assert "identity.member.see" in told


def test_a_token_is_shown_once(world: World):
    client = browser(world.a[Role.OWNER])
    asked = {"label": "Payroll export", "audience": "provider", "life_days": "30"}

    made = client.post("/practice/tokens", asked)

    found = re.search(r"attune_\w+", text_of(made))
    assert found is not None
    assert found.group(0) not in text_of(client.get("/practice/tokens"))
    assert "Payroll export" in text_of(client.get("/practice/tokens"))
