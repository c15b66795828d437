"""The marketplace's world: two practices that share a provider, and the platform's people."""

from attune.demo.worlds.world import PLATFORM, Cover, DemoPatient, DemoPlace, World, member
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
)

PINECREST = DemoPlace(
    "pinecrest-behavioral",
    "Pinecrest Behavioral",
    "America/Los_Angeles",
    (
        member("Emre Fontaine", "owner@pinecrest.example", Role.OWNER, Role.PROVIDER),
        member("Solveig Aadland-Mbeki", "supervisor@larkspur.example", Role.PROVIDER),
    ),
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
)

WORLD = World(
    (PLATFORM, LARKSPUR, PINECREST, HARBORLIGHT, LIVE_OAK),
    (DemoPatient("Wren Halloran", "patient@example.com", "America/Denver"),),
)
