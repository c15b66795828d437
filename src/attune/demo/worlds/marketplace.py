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

WORLD = World(
    (PLATFORM, LARKSPUR, PINECREST),
    (DemoPatient("Wren Halloran", "patient@example.com", "America/Denver"),),
)
