"""The pages of the areas, wide and on a phone, light and dark: no finding of axe, no sideways scroll."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Browser

from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.identity.actions.end_membership import end_membership
from attune.identity.actions.invite_member import invite_member
from attune.identity.queries.invitation_links import invitation_letter
from attune.kernel.roles import Role
from attune.worklist.actions.open_task import open_task
from attune.worklist.task_kinds import CHASE_INVITATION, EXTEND_ROLE
from tests.journeys.walk import findings
from tests.support.world import CastMember, World, cast, joined, person, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.edition]

LOOKS = [((1440, 900), "light"), ((390, 844), "dark")]
LONG_NAME = "Constantine Aurelius Wojciechowski-Blanchard of the Northern Harbor"
LONG_ADDRESS = "constantine.aurelius.wojciechowski-blanchard@northernharborfamilytherapy.example.org"


@pytest.fixture
def world(committed_database: str) -> World:
    """Give everybody, with somebody of a long name, somebody who left, and tasks."""
    made = cast()
    owner, long = made.a[Role.OWNER].actor, somebody_long(made)
    with scope(made.a.practice_id):
        for kind, subject in ((CHASE_INVITATION, made.a.invitation_id), (EXTEND_ROLE, long)):
            open_task(owner, kind=kind, subject_id=subject, due_at=now() + timedelta(days=1), owner_role=Role.OWNER)
        auditor = made.a[Role.AUDITOR].membership_id
        assert auditor is not None
        end_membership(owner, membership_id=auditor, reason="Moved to another city, and the audit is done")
    return made


def somebody_long(world: World) -> UUID:
    roles = {Role.PROVIDER, Role.SUPERVISOR, Role.SCHEDULER}
    found = joined(person(LONG_ADDRESS, LONG_NAME), world.a.practice_id, roles).membership_id
    assert found is not None
    return found


def open_link(world: World) -> str:
    with scope(world.a.practice_id):
        invited = invite_member(
            world.a[Role.OWNER].actor, email="noor@example.org", name="Noor Haddad", roles={Role.BILLER}
        )
        return f"/invitations/{invitation_letter(invited, now=now()).token}"


def pages(world: World) -> list[tuple[CastMember | None, list[str]]]:
    """Return who opens which pages."""
    owner, biller = world.a[Role.OWNER], world.a[Role.BILLER]
    member = f"/practice/members/{biller.membership_id}"
    console = ["/practice", "/practice/members", "/practice/members/invite", member, f"{member}/end"]
    operators = ["/operate", "/operate/jobs", "/operate/audit", "/operate/team", "/operate/edition"]
    also_operators = ["/operate/tokens", "/operate/messages-sent"]
    return [
        (None, ["/", "/help-now", open_link(world), f"/invitations/{'0' * 64}"]),
        (owner, [*console, "/practice/tokens", "/practice/access-log", "/practice/messages-sent"]),
        (biller, ["/practice", "/practice/members"]),
        (world.a[Role.PROVIDER], ["/provider"]),
        (world.patient, ["/me", "/me/tokens", "/security", "/security/about-you", "/security/messages"]),
        (world.platform[Role.COMPLIANCE], [*operators, *also_operators, *(["/operate/practices"] if world.b else [])]),
    ]


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=["wide", "phone"])
def test_no_page_has_a_finding_or_scrolls_sideways(
    browser: Browser, site: str, world: World, size: tuple[int, int], theme: str
) -> None:
    found: list[str] = []
    for member, addresses in pages(world):
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        if member is not None:
            client = Client()
            sign_in(client, member)
            value = client.cookies["attune_session"].value
            context.add_cookies([{"name": "attune_session", "value": value, "url": site}])
        page = context.new_page()
        for address in addresses:
            page.goto(address)
            found += findings(page, address)
        context.close()

    assert found == []
