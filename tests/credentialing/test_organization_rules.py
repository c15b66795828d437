"""What the registry's entry means for an organization."""

import pytest

from attune.credentialing.rules.checks import Outcome
from attune.credentialing.rules.organizations import OrganizationFinding, organization_finding, organization_key
from attune.credentialing.rules.registry import RegistryEntry

NPI = "1456000011"


def entry(
    *, is_person: bool = False, is_active: bool = True, name: str = "QUIET LAMP COUNSELING LLC", other: str = ""
) -> RegistryEntry:
    return RegistryEntry(
        npi=NPI,
        is_person=is_person,
        is_active=is_active,
        names=(),
        organization_name=name,
        other_organization_names=(other,) if other else (),
    )


@pytest.mark.parametrize(
    ("found", "finding"),
    [
        (entry(), OrganizationFinding.MATCH),
        (entry(name="THE QUIET LAMP COUNSELING, INC."), OrganizationFinding.MATCH),
        (entry(name="LAMP HOLDINGS LLC", other="Quiet Lamp Counseling"), OrganizationFinding.MATCH),
        (entry(name="QUIET LAMP"), OrganizationFinding.NAME_DIFFERS),
        (entry(name=""), OrganizationFinding.NAME_DIFFERS),
        (entry(is_active=False), OrganizationFinding.DEACTIVATED),
        (entry(is_person=True), OrganizationFinding.PERSON),
        (None, OrganizationFinding.NOT_FOUND),
    ],
)
def test_type_standing_and_name_decide_in_this_order(found, finding):
    assert organization_finding(found, legal_name="Quiet Lamp Counseling LLC") is finding


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Müller & Sons, P.L.L.C.", "MULLER AND SONS"),
        ("The Company", "COMPANY"),
        ("LLC", "LLC"),
        ("  ", ""),
    ],
)
def test_names_are_compared_without_marks_and_legal_form(name, key):
    assert organization_key(name) == key


def test_no_answer_is_neither_good_nor_bad():
    assert {one: one.outcome for one in OrganizationFinding} == dict.fromkeys(OrganizationFinding, Outcome.BAD) | {
        OrganizationFinding.MATCH: Outcome.GOOD,
        OrganizationFinding.UNAVAILABLE: Outcome.UNAVAILABLE,
    }
