"""Who is somebody on a list: names as they are compared, and how strong a match is."""

from datetime import date

import pytest

from attune.credentialing.rules.screening import (
    MatchState,
    MatchStrength,
    blocks,
    name_of,
    person_name,
    strength_of,
)

BORN = date(1971, 3, 5)


@pytest.mark.parametrize(
    ("whole", "key"),
    [
        ("Maria Testerson", "TESTERSON|MARIA"),
        ("Dr. María L. Testerson, PsyD", "TESTERSON|MARIA"),
        ("Kevin O’Sample Jr.", "OSAMPLE|KEVIN"),
        ("kevin o'sample", "OSAMPLE|KEVIN"),
        ("Renée Ångström", "ANGSTROM|RENEE"),
        ("Maria", ""),
        ("", ""),
        ("Dr. Maria", ""),
    ],
)
def test_a_whole_name_is_compared_by_its_first_and_last_part(whole, key):
    assert name_of(whole).key == key


@pytest.mark.parametrize(
    ("given", "family", "key"),
    [
        ("ANA MARIA", "FIXTURE-JONES", "FIXTURE JONES|ANA"),
        ("JOHN", "SAMPLE III", "SAMPLE|JOHN"),
        ("", "SAMPLE", ""),
    ],
)
def test_two_names_are_compared_without_marks_and_suffixes(given, family, key):
    assert person_name(given, family).key == key


@pytest.mark.parametrize(
    ("npi", "born_on", "listed_npi", "listed_born_on", "listed_key", "strength"),
    [
        ("1000000004", None, "1000000004", None, "OTHER|NAME", MatchStrength.NPI),
        ("", BORN, "", BORN, "TESTERSON|MARIA", MatchStrength.NAME_AND_BIRTH),
        ("1000000004", BORN, "", BORN, "TESTERSON|MARIA", MatchStrength.NAME_AND_BIRTH),
        ("1000000004", BORN, "1678000021", BORN, "TESTERSON|MARIA", None),
        ("", BORN, "", date(1971, 3, 6), "TESTERSON|MARIA", None),
        ("", BORN, "", None, "TESTERSON|MARIA", None),
        ("", None, "", None, "TESTERSON|MARIA", None),
        ("", BORN, "", BORN, "", None),
        ("", None, "", None, "", None),
    ],
)
def test_an_equal_npi_or_name_and_birth_date_match_and_empty_never_equals_empty(
    npi, born_on, listed_npi, listed_born_on, listed_key, strength
):
    found = strength_of(
        npi=npi,
        name_keys={"TESTERSON|MARIA"},
        born_on=born_on,
        listed_npi=listed_npi,
        listed_name_key=listed_key,
        listed_born_on=listed_born_on,
    )

    assert found is strength


@pytest.mark.parametrize(
    ("strength", "state", "expected"),
    [
        (MatchStrength.NPI, MatchState.OPEN, True),
        (MatchStrength.NPI, MatchState.CONFIRMED, True),
        (MatchStrength.NPI, MatchState.REJECTED, False),
        (MatchStrength.NPI, MatchState.ENDED, False),
        (MatchStrength.NAME_AND_BIRTH, MatchState.OPEN, False),
        (MatchStrength.NAME_AND_BIRTH, MatchState.CONFIRMED, True),
        (MatchStrength.NAME_AND_BIRTH, MatchState.REJECTED, False),
    ],
)
def test_an_npi_blocks_until_somebody_decides_and_a_name_only_after(strength, state, expected):
    assert blocks(strength, state) is expected
