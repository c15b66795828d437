"""Each role's home page: what there is to do, and only the places the role may open."""

import re
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client

from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.insights.models import OperatingDay
from attune.practices.models import Practice
from attune.practices.rules.policy import Founding, TenancyPolicy
from attune.worklist.actions.open_task import open_task
from attune.worklist.actions.second_factor import ask_for_second_factor
from attune.worklist.task_kinds import CHASE_INVITATION
from tests.support.world import ZONE, CastPractice, World, page_of, person, sign_in

pytestmark = pytest.mark.edition


def text_of(content: str) -> str:
    """Return what a person reads in the main part, each gap one space."""
    main = content.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


def places_of(content: str) -> list[str]:
    """Return the addresses of the rail."""
    rail = content.split('<nav class="shell-nav"')[1].split("</nav>")[0].split("<details")[0]
    return list(dict.fromkeys(re.findall(r'<a href="([^"]+)"', rail)))


def is_marketplace() -> bool:
    return policy(TenancyPolicy).founding is not Founding.AT_INSTALL


def ask(practice: CastPractice, role: Role, *, plane: Plane = Plane.CARE) -> None:
    """Open a task of a role, overdue since yesterday."""
    keeper = next(iter(practice.people.values()))
    with scope(practice.practice_id, plane=plane):
        open_task(
            keeper.actor,
            kind=CHASE_INVITATION,
            subject_id=practice.invitation_id,
            due_at=now() - timedelta(days=1),
            owner_role=role,
        )


HOMES = [
    ("/practice", [Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER, Role.BILLER, Role.AUDITOR]),
    ("/provider", [Role.PROVIDER, Role.SUPERVISOR]),
]


@pytest.mark.parametrize(("address", "role"), [(address, role) for address, roles in HOMES for role in roles])
def test_a_roles_task_stands_on_its_home_page_and_in_the_navigation(world: World, address: str, role: Role):
    before = page_of(world.a[role], address)

    ask(world.a, role)

    after = page_of(world.a[role], address)
    assert "Nothing needs you" in text_of(before)
    assert "An invitation waits for its answer" in text_of(after)
    assert 'class="nav-count"' not in before
    assert 'class="nav-count">1<' in after


def test_another_roles_task_is_not_shown(world: World):
    ask(world.a, Role.SCHEDULER)

    assert "Nothing needs you" in text_of(page_of(world.a[Role.BILLER], "/practice"))


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.CREDENTIALING, Role.FINANCE, Role.COMPLIANCE])
def test_operators_see_the_platforms_exceptions(world: World, role: Role):
    before = text_of(page_of(world.platform[role], "/operate"))

    ask(world.platform, role, plane=Plane.BUSINESS)

    after = page_of(world.platform[role], "/operate")
    assert "Nothing needs a person" in before
    assert "One thing needs a person" in text_of(after)
    assert "No one in this area can open a chart." in after
    is_one_of_many = settings.EDITION == "marketplace"
    assert ("<title>Today" in after, "Practices" in after) == (is_one_of_many, is_one_of_many)


@pytest.mark.skipif(settings.EDITION != "marketplace", reason="no practice comes by itself to a clinic")
def test_operators_see_practices_by_step_and_what_was_booked_today(world: World):
    for number, state in enumerate((Practice.State.APPLIED, Practice.State.APPLIED, Practice.State.IN_REVIEW)):
        Practice.objects.create(name=f"On its way {number}", slug=f"on-its-way-{number}", zone="UTC", state=state)
    today = now().astimezone(ZoneInfo(ZONE)).date()
    for place, booked in ((world.a, 3), (world.elsewhere, 4)):
        OperatingDay.objects.create(practice_id=place.practice_id, day=today, booked=booked)

    told = text_of(page_of(world.platform[Role.FINANCE], "/operate"))

    rows = Practice.objects.filter(kind=Practice.Kind.PRACTICE).values_list("state", flat=True)
    counted = Counter(rows)
    steps = {"Applied": "applied", "In review": "in_review", "Agreements to sign": "agreements", "Live": "live"}
    assert [f"{label} {counted[state]} " in f"{told} " for label, state in steps.items()] == [True] * 4
    assert f"Booked today {sum(OperatingDay.objects.values_list('booked', flat=True))} " in told


def test_a_person_sees_what_is_theirs_to_do(world: World):
    mira = person("mira@example.org", "Mira Okafor", has_factor=False)
    with scope(person_id=mira.person_id, plane=Plane.SELF):
        ask_for_second_factor(mira.person_id)

    told = text_of(page_of(mira, "/me"))

    assert "Set up a second factor" in told
    assert "Call 988" in told
    assert "Mira" in told


def test_the_part_with_the_tasks_refreshes_by_itself(world: World):
    ask(world.a, Role.OWNER)
    client = Client()
    sign_in(client, world.a[Role.OWNER])

    response = client.get("/practice/tasks", headers={"HX-Request": "true"})

    assert response.content.decode().lstrip().startswith('<section class="card card-flush tasks-box"')
    assert 'hx-get="/practice/tasks"' in page_of(world.a[Role.OWNER], "/practice")


RAILS = {
    "marketplace": {
        Role.OWNER: (
            "members calendar payments finances credentials numbers offerings policies agreements access-log "
            "messages-sent tokens"
        ),
        Role.ADMINISTRATOR: (
            "members calendar payments credentials numbers offerings policies agreements messages-sent tokens"
        ),
        Role.AUDITOR: "members finances credentials numbers agreements access-log tokens",
        Role.BILLER: "payments finances numbers agreements tokens",
    },
    "clinic": {
        Role.OWNER: (
            "calendar members payments credentials numbers hiring states offerings policies agreements access-log "
            "messages-sent tokens"
        ),
        Role.ADMINISTRATOR: (
            "intake calendar members payments credentials numbers hiring states offerings policies agreements "
            "messages-sent tokens"
        ),
        Role.AUDITOR: "members credentials numbers states agreements access-log tokens",
        Role.BILLER: "payments numbers states agreements tokens",
    },
}
"""The places of the practice console, in order, by what they are called in its addresses."""


@pytest.mark.parametrize("role", RAILS["clinic"])
def test_the_rail_leads_where_the_role_may_go(world: World, role: Role):
    places = [f"/practice/{name}" for name in RAILS[settings.EDITION][role].split()]

    assert places_of(page_of(world.a[role], "/practice")) == ["/practice", *places]


def test_the_operators_rail_leads_where_the_role_may_go(world: World):
    practices = ["/operate/practices"] if is_marketplace() else []

    finance, compliance = (
        places_of(page_of(world.platform[role], "/operate")) for role in (Role.FINANCE, Role.COMPLIANCE)
    )

    money = ["/operate/payments", "/operate/insights", "/operate/payouts", "/operate/exceptions"]
    seen = [*practices, *(money[:2] if is_marketplace() else [])]
    assert finance == [
        "/operate",
        *seen,
        *(money[2:] if is_marketplace() else []),
        "/operate/edition",
        "/operate/tokens",
    ]
    assert compliance == [
        "/operate",
        *seen,
        *(["/operate/credentialing", *money[2:]] if is_marketplace() else []),
        "/operate/jobs",
        "/operate/audit",
        "/operate/team",
        "/operate/messages-sent",
        "/operate/edition",
        "/operate/tokens",
    ]


def test_the_decision_on_the_edition_is_on_record_for_those_who_lead(world: World):
    told = text_of(page_of(world.platform[Role.SUPPORT], "/operate/edition"))

    assert "Decided by The tests" in told
    assert "To try every rule." in told
    is_on_overview = "To try every rule." in text_of(page_of(world.a[Role.OWNER], "/practice"))
    assert is_on_overview is not is_marketplace()
    assert "To try every rule." not in text_of(page_of(world.a[Role.BILLER], "/practice"))


@pytest.mark.django_db
def test_the_start_page_is_the_editions_own():
    told = text_of(Client().get("/").content.decode())

    expected = "Someone to talk to, this week." if is_marketplace() else "Care that stays with you."
    assert expected in told


def test_help_is_open_to_everybody():
    told = text_of(Client().get("/help-now").content.decode())

    assert [way in told for way in ("Call 988", "Text 988", "Call 911")] == [True, True, True]


def test_names_are_never_cut(world: World):
    long = person("long@example.org", "Constantine Aurelius Wojciechowski-Blanchard of the Northern Harbor")

    assert "Constantine" in text_of(page_of(long, "/me"))
    assert "Wojciechowski-Blanchard of the Northern Harbor" in page_of(long, "/me")


def test_the_start_page_leads_who_is_signed_in_to_their_pages(world: World):
    client = Client()
    sign_in(client, world.a[Role.OWNER])

    pages = [who.get("/").content.decode() for who in (Client(), client)]

    ways = [[f'<a class="button button-quiet" href="{url}"' in told for url in ("/sign-in", "/home")] for told in pages]
    assert ways == [[True, False], [False, True]]


def test_pages_are_called_as_the_navigation_calls_them(world: World):
    told = [
        page_of(world.a[Role.OWNER], address).split("<title>")[1].split(" · ")[0]
        for address in ("/practice", "/practice/members", "/practice/agreements")
    ]

    marketplace, clinic = ["Overview", "Members", "Agreements"], ["Today", "Team", "Attestations"]
    assert told == (marketplace if is_marketplace() else clinic)
