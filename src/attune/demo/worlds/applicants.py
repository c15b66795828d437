"""Practices of one that have applied to the marketplace and are on their way in. Every one of them is invented."""

from dataclasses import dataclass

from attune.credentialing.rules.professions import Profession
from attune.demo.worlds.provider import DAYS, EVENINGS, DemoProvider
from attune.demo.worlds.world import Address

DENVER, NEW_YORK = "America/Denver", "America/New_York"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applied with what, and how far they are: without a provider they have entered nothing yet."""

    owner: str
    email: str
    name: str
    zone: str
    address: Address
    provider: DemoProvider | None = None
    is_registered: bool = True


APPLICANTS = (
    Applicant(
        "Marisol Quenneville",
        "marisol@juniperlane.example",
        "Juniper Lane Counseling",
        DENVER,
        Address("8 Juniper Lane", "Boulder", "CO", "80304", "843100071"),
    ),
    Applicant(
        "Anselma Drummond",
        "anselma@saltmarsh.example",
        "Saltmarsh Psychology",
        NEW_YORK,
        Address("212 Marsh Road", "Boston", "MA", "02125", "043100072"),
        DemoProvider(
            "anselma@saltmarsh.example", 72, Profession.PSYCHOLOGIST, NEW_YORK, ("MA",),
            ("anxiety", "grief"), ("act", "cbt"),
            "Slow is fine here. We begin with what is bearable and work outward.",
            15_500, DAYS, payers=("self_pay",), gender="woman",
        ),
    ),
    Applicant(
        "Thelonius Park",
        "thelonius@copperhill.example",
        "Copper Hill Wellness",
        DENVER,
        Address("5 Copper Street", "Denver", "CO", "80218", "843100073"),
        DemoProvider(
            "thelonius@copperhill.example", 73, Profession.PROFESSIONAL_COUNSELOR, DENVER, ("CO",),
            ("sleep", "anger"), ("cbt_i", "mi"),
            "For shift workers and their families: rest, temper, and the hours nobody else is awake.",
            12_000, EVENINGS, payers=("self_pay",), gender="man",
        ),
        is_registered=False,
    ),
)  # fmt: skip
