"""The clinic's world: one practice with every role, and the people who keep the system running."""

from attune.demo.network.by_hiring import let_practise
from attune.demo.worlds.clinic_team import OPEN_STATES, TEAM
from attune.demo.worlds.patients import IN_THE_CLINIC
from attune.demo.worlds.world import PLATFORM, Cover, DemoPlace, World, member
from attune.kernel.roles import Role

HARBOR = DemoPlace(
    "harbor-clinic",
    "Harbor Clinic",
    "America/New_York",
    (
        member("Perpetua Lindgren", "owner@harbor.example", Role.OWNER),
        member("Caspian Oduya", "administrator@harbor.example", Role.ADMINISTRATOR),
        member("Yuki Brannigan", "scheduler@harbor.example", Role.SCHEDULER),
        member("Dorothea Espinoza", "biller@harbor.example", Role.BILLER),
        member("Bronwen Kahananui", "provider@harbor.example", Role.PROVIDER),
        member("Aurelio Szymański", "supervisor@harbor.example", Role.SUPERVISOR, Role.PROVIDER),
        member("Thessaly Moreau", "auditor@harbor.example", Role.AUDITOR),
        member("Ysolde Takahashi", "ysolde@harbor.example", Role.PROVIDER),
        member("Emeka Sorensen", "emeka@harbor.example", Role.PROVIDER),
        member("Rosalind Echeverria", "rosalind@harbor.example", Role.PROVIDER),
        member("Magnus Two-Rivers", "magnus@harbor.example", Role.PROVIDER),
        member("Noor Abdelrahman", "noor@harbor.example", Role.PROVIDER),
        member("Giovanna Price", "giovanna@harbor.example", Role.PROVIDER),
        member("Ptolemy Grant", "ptolemy@harbor.example", Role.PROVIDER),
        member("Cordelia Vang", "cordelia@harbor.example", Role.PROVIDER),
    ),
    invited=(member("Inés Marchetti-Abara", "ines@example.com", Role.PROVIDER),),
    covers=(Cover("biller@harbor.example", Role.SCHEDULER),),
)

WORLD = World(
    (PLATFORM, HARBOR),
    IN_THE_CLINIC,
    TEAM,
    let_practise,
    states=OPEN_STATES,
    listed_as="Magnus Two-Rivers",
)
