"""Inviting the first one of a place from the command line."""

import pytest
from django.test import Client

from attune.cli import main
from attune.foundation.authorization import system_actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import Invitation
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.actions.create_practice import create_practice
from attune.practices.queries.registry import registered_by_slug, the_practice
from tests.support.world import cast

pytestmark = pytest.mark.edition

COMMAND = ["members", "invite-first", "ola@example.org", "--name", "Ola Nordin", "--site", "http://testserver/"]


@pytest.mark.django_db
def test_the_first_compliance_officer_gets_a_link_that_opens(capsys: pytest.CaptureFixture[str]):
    code = main(COMMAND)

    link = capsys.readouterr().out.strip()
    page = Client().get(link.removeprefix("http://testserver"))
    assert (code, page.status_code) == (0, 200)
    assert "You are invited as compliance." in page.content.decode()
    assert Invitation.objects.get(email="ola@example.org").practice_id == PLATFORM_ID


@pytest.mark.django_db
def test_a_place_with_members_needs_no_first_one(capsys: pytest.CaptureFixture[str]):
    cast()

    code = main(COMMAND)

    assert (code, capsys.readouterr().err) == (2, "Somebody works there already. They can invite others.\n")


@pytest.mark.django_db
def test_a_practice_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]):
    code = main([*COMMAND, "--place", "nowhere"])

    assert code == 2
    assert "There is no practice 'nowhere'." in capsys.readouterr().err


@pytest.mark.django_db
def test_a_practices_first_owner_is_invited_into_it(capsys: pytest.CaptureFixture[str]):
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        known = the_practice()
        place = known or registered_by_slug(
            create_practice(system_actor(PLATFORM_ID), name="Larkspur", zone="America/Denver").slug
        )

    code = main([*COMMAND, "--place", place.slug])

    page = Client().get(capsys.readouterr().out.strip().removeprefix("http://testserver"))
    assert (code, page.status_code) == (0, 200)
    assert Invitation.objects.get(email="ola@example.org").roles == ["owner"]
