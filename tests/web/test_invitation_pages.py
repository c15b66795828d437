"""Answering an invitation by its link: with an account, without one, too late."""

from django.test import Client

from attune.foundation.authorization import Role
from attune.identity.models import Invitation, Membership
from tests.support.world import World, person
from tests.web.inviting import INVITED, browser, last_link, text_of

STRONG = "seven green kettles"


def test_accepting_with_an_account_of_ones_own(world: World, mailbox, django_capture_on_commit_callbacks):
    noor = person("noor@example.org", "Noor Haddad")
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.a[Role.OWNER]).post("/practice/members/invite", INVITED)
    link, theirs = last_link(mailbox), browser(noor)

    before = text_of(Client().get(link))
    response = theirs.post(link, follow=True)

    assert "noor@example.org has an account." in before
    assert response.redirect_chain[-1][0] == "/practice"
    assert Membership.objects.get(user_id=noor.person_id).practice_id == world.a.practice_id


def test_accepting_with_a_new_account_leads_to_the_second_factor(
    world: World, mailbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.a[Role.OWNER]).post("/practice/members/invite", INVITED)
    client = Client()

    response = client.post(
        last_link(mailbox), {"name": "Noor Haddad", "password": STRONG, "zone": "America/Chicago"}, follow=True
    )

    assert response.redirect_chain[-1][0] == "/security/second-factor"


def test_a_weak_password_is_said_under_its_field(world: World, mailbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.a[Role.OWNER]).post("/practice/members/invite", INVITED)

    response = Client().post(last_link(mailbox), {"name": "Noor Haddad", "password": "short"})

    assert response.status_code == 422
    assert "at least 12 characters" in text_of(response)


def test_somebody_else_is_told_whose_invitation_it_is(world: World, mailbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.a[Role.OWNER]).post("/practice/members/invite", INVITED)
    link, stranger = last_link(mailbox), browser(world.patient)

    told = [text_of(stranger.get(link)), text_of(stranger.post(link))]

    assert ["This invitation is for noor@example.org." in text for text in told] == [True, True]
    assert Invitation.objects.get(email="noor@example.org").accepted_at is None


def test_a_withdrawn_link_says_so(world: World, mailbox, django_capture_on_commit_callbacks):
    owner = browser(world.a[Role.OWNER])
    with django_capture_on_commit_callbacks(execute=True):
        owner.post("/practice/members/invite", INVITED)
    invited = Invitation.objects.get(email="noor@example.org")
    owner.post(f"/practice/members/invitations/{invited.id}/withdraw")

    response = Client().get(last_link(mailbox))

    assert response.status_code == 410
    assert "This invitation was taken back." in text_of(response)


def test_an_unknown_link_looks_like_any_page_that_is_not_there(world: World):
    assert Client().get(f"/invitations/{'f' * 64}").status_code == 404
