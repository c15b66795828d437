"""The marketplace's world: groups, two of which share a provider, practices of one, and the platform's people."""

from datetime import timedelta

from django.utils.text import slugify

from attune.demo.history.chores import Payday
from attune.demo.network.accounts import bank_closes
from attune.demo.network.by_application import apply_with, enter, let_practise
from attune.demo.network.paying_out import pay_out, paydays
from attune.demo.worlds.applicants import APPLICANTS, Applicant
from attune.demo.worlds.network import IN_GROUPS, SOLOS
from attune.demo.worlds.patients import IN_THE_MARKETPLACE
from attune.demo.worlds.provider import DemoSolo
from attune.demo.worlds.world import PLATFORM, Address, Coming, Cover, DemoPlace, Trouble, World, member
from attune.kernel.roles import Role

LARKSPUR = DemoPlace(
    "larkspur-therapy-collective",
    "Larkspur Therapy Collective",
    "America/Denver",
    (
        member("Leocadia Vance", "owner@larkspur.example", Role.OWNER),
        member("Ignatius Brandt", "administrator@larkspur.example", Role.ADMINISTRATOR),
        member("Ji-ho Castellanos", "scheduler@larkspur.example", Role.SCHEDULER),
        member("Marguerite Oyelaran", "biller@larkspur.example", Role.BILLER),
        member("Constantine Wojciechowski-Blanchard", "provider@larkspur.example", Role.PROVIDER),
        member("Solveig Aadland-Mbeki", "supervisor@larkspur.example", Role.SUPERVISOR, Role.PROVIDER),
        member("Hyacinth Delacroix", "auditor@larkspur.example", Role.AUDITOR),
        member("Mireille Tafoya", "mireille@larkspur.example", Role.PROVIDER),
        member("Tadeusz Whitehorse", "tadeusz@larkspur.example", Role.PROVIDER),
    ),
    invited=(member("Ottoline Baskerville", "ottoline@example.com", Role.PROVIDER),),
    covers=(Cover("biller@larkspur.example", Role.SCHEDULER),),
    address=Address("410 Larimer Street", "Denver", "CO", "80202", "841000001"),
)

PINECREST = DemoPlace(
    "pinecrest-behavioral",
    "Pinecrest Behavioral",
    "America/Los_Angeles",
    (
        member("Emre Fontaine", "owner@pinecrest.example", Role.OWNER, Role.PROVIDER),
        member("Solveig Aadland-Mbeki", "supervisor@larkspur.example", Role.PROVIDER),
    ),
    address=Address("77 Alder Way", "Oakland", "CA", "94607", "941000002"),
)

HARBORLIGHT = DemoPlace(
    "harborlight-counseling",
    "Harborlight Counseling",
    "America/New_York",
    (
        member("Oluwaseun Carrington", "oluwaseun@harborlight.example", Role.OWNER, Role.PROVIDER),
        member("Beatrix Halvorsen", "beatrix@harborlight.example", Role.PROVIDER),
        member("Lorcan Adeyemi", "lorcan@harborlight.example", Role.PROVIDER),
    ),
    address=Address("19 Water Street", "Brooklyn", "NY", "11201", "131000003"),
)

LIVE_OAK = DemoPlace(
    "live-oak-behavioral-health",
    "Live Oak Behavioral Health",
    "America/Chicago",
    (
        member("Philippa Zamora", "philippa@liveoak.example", Role.OWNER, Role.PROVIDER),
        member("Xiomara Brightwater", "xiomara@liveoak.example", Role.PROVIDER),
        member("Anselm Kowalski", "anselm@liveoak.example", Role.PROVIDER),
    ),
    address=Address("300 Congress Avenue", "Austin", "TX", "78701", "741000004"),
)


def _practice_of_one(solo: DemoSolo) -> DemoPlace:
    founder = member(solo.owner, solo.provider.email, Role.OWNER, Role.PROVIDER)
    tax_id = f"8820{solo.provider.number:05d}"
    address = Address("1 Main Street", solo.city, solo.provider.states[0], solo.zip_code, tax_id)
    return DemoPlace(slugify(solo.name), solo.name, solo.provider.zone, (founder,), address=address)


def _coming(one: Applicant) -> Coming:
    founder = member(one.owner, one.email, Role.OWNER, Role.PROVIDER)
    place = DemoPlace(slugify(one.name), one.name, one.zone, (founder,), address=one.address)
    return Coming(place, one.provider, is_registered=one.is_registered)


WORLD = World(
    (PLATFORM, LARKSPUR, PINECREST, HARBORLIGHT, LIVE_OAK, *map(_practice_of_one, SOLOS)),
    IN_THE_MARKETPLACE,
    (*IN_GROUPS, *(solo.provider for solo in SOLOS)),
    let_practise,
    apply_with,
    enter,
    coming=tuple(map(_coming, APPLICANTS)),
    payday=Payday(pay_out, paydays),
    troubles=(Trouble(HARBORLIGHT.slug, timedelta(days=5), bank_closes),),
    listed_as="Fergus Abernathy",
)
