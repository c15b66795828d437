"""The many who come for help: invented names, real ZIP codes, what brings people, in the shares the field knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random

from attune.demo.worlds.world import DemoPatient

DENVER, NEW_YORK = "America/Denver", "America/New_York"
CHICAGO, LOS_ANGELES = "America/Chicago", "America/Los_Angeles"


@dataclass(frozen=True, slots=True)
class Home:
    """A state with its zone and some of its ZIP codes; more people come from where the weight is greater."""

    state: str
    zone: str
    zip_codes: tuple[str, ...]
    weight: int


HOMES = (
    Home("CO", DENVER, ("80202", "80218", "80304", "80112", "80634", "80938"), 7),
    Home("CA", LOS_ANGELES, ("90012", "94103", "92131", "94143", "90001", "92590"), 8),
    Home("NY", NEW_YORK, ("10001", "11106", "14612", "10509", "11701", "14202"), 9),
    Home("MA", NEW_YORK, ("02116", "02125", "02210", "01040", "02465"), 6),
    Home("FL", NEW_YORK, ("33602", "33130", "32811", "32608", "33460"), 6),
    Home("GA", NEW_YORK, ("30303", "30308", "30094", "31009"), 3),
    Home("IL", CHICAGO, ("60601", "60645", "62701", "60160"), 6),
    Home("OH", NEW_YORK, ("43215", "43203", "44691", "45432"), 3),
    Home("TX", CHICAGO, ("78701", "75238", "78207", "75001", "76085"), 7),
    Home("WA", LOS_ANGELES, ("98101", "99201", "98418", "98271"), 4),
)

GIVEN = (
    "Abel", "Adaeze", "Agnes", "Alma", "Amadou", "Anouk", "Aria", "Arlo", "Astrid", "Aya", "Bastien", "Bea", "Benedikt",
    "Bram", "Calla", "Cato", "Cecily", "Ciro", "Cleo", "Dashiell", "Dinah", "Dov", "Eamon", "Edda", "Elio", "Elowen",
    "Emil", "Esme", "Ezra", "Farah", "Felix", "Fenna", "Flora", "Gideon", "Greta", "Hollis", "Ibrahim", "Ida", "Imani",
    "Inez", "Ira", "Isamu", "Ivo", "Jonas", "Juno", "Kaia", "Kofi", "Laszlo", "Leif", "Lena", "Linus", "Lucia", "Maeve",
    "Malik", "Marisol", "Matteo", "Mina", "Moses", "Nadia", "Naveen", "Nell", "Niko", "Nora", "Odile", "Olu", "Opal",
    "Orla", "Oskar", "Otis", "Petra", "Priya", "Quinn", "Rafael", "Remy", "Romy", "Rosa", "Ruth", "Sami", "Selma",
    "Silas", "Soren", "Sunniva", "Tamsin", "Teo", "Thea", "Tomas", "Uma", "Valentin", "Vera", "Viggo", "Willa", "Xenia",
    "Yara", "Yusuf", "Zelda", "Zora",
)  # fmt: skip
FAMILY = (
    "Abara", "Ackerley", "Albrecht", "Amundsen", "Anaya", "Arkwright", "Baptiste", "Bellweather", "Bergstrom",
    "Bishara", "Blackwood", "Bonheur", "Carmody", "Castellan", "Chaudhry", "Cho", "Corrigan", "Dahlberg", "Dalca",
    "Demirci", "Devereux", "Dlamini", "Eastwood", "Eklund", "Ferreira", "Fitzhugh", "Fonseca", "Galanis", "Gupta",
    "Hargreave", "Hashimoto", "Hawthorne", "Idowu", "Ismail", "Jankowski", "Kaplan", "Kariuki", "Keane", "Kimura",
    "Kovacs", "Lagrange", "Larkin", "Lindgren", "Lowell", "Macrae", "Marchetti", "Mendes", "Merriweather",
    "Moreno", "Nakata", "Ngata", "Noor", "Novak", "Obi", "Okafor", "Oliveira", "Osborne", "Paredes", "Pemberton",
    "Petrov", "Quintero", "Rahman", "Ravenel", "Reyes", "Rosen", "Sabatini", "Salonen", "Santoro", "Schuyler",
    "Serrano", "Sinclair", "Sorkin", "Stavros", "Sutter", "Tadros", "Thibault", "Tolliver", "Ueda", "Vasquez",
    "Vogel", "Wachira", "Whitlock", "Winslow", "Yilmaz", "Zeller",
)  # fmt: skip
CONCERNS = ("anxiety", "depression", "trauma", "grief", "sleep", "couples", "adhd", "identity", "substance", "anger")
CONCERN_WEIGHTS = (30, 26, 10, 8, 8, 6, 5, 4, 5, 4)


def crowd(number: int, *, states: Sequence[str], seed: int) -> tuple[DemoPatient, ...]:
    """Return so many people who live in the states; the same for the same seed, and a greater number only adds."""
    dice, homes = Random(seed), [home for home in HOMES if home.state in states]  # noqa: S311
    names = [(given, family) for family in FAMILY for given in GIVEN]
    dice.shuffle(names)
    return tuple(_person(given, family, homes, dice) for given, family in islice(names, number))


def state_of(patient: DemoPatient) -> str:
    """Return the state somebody lives in, by where their ZIP code begins as others do; empty for another one."""
    return next((home.state for home in HOMES for code in home.zip_codes if code[:2] == patient.zip_code[:2]), "")


def _person(given: str, family: str, homes: list[Home], dice: Random) -> DemoPatient:
    (home,) = dice.choices(homes, [one.weight for one in homes])
    concerns = tuple(dict.fromkeys(dice.choices(CONCERNS, CONCERN_WEIGHTS, k=2)))
    born_on = date(dice.randint(1958, 2004), dice.randint(1, 12), dice.randint(1, 28))
    email = f"{given}.{family}@example.com".lower()
    return DemoPatient(f"{given} {family}", email, home.zone, dice.choice(home.zip_codes), born_on, concerns)
