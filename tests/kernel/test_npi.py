"""NPIs by form and check digit."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.kernel.npi import check_digit, is_npi
from tests.support.shared_data import shared_file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234567893", True),
        ("1000000004", True),
        ("1456000011", True),
        ("2000000002", True),
        ("1234567890", False),
        ("0000000000", False),
        ("3234567893", False),
        ("123456789", False),
        ("12345678930", False),
        ("1234567894", False),
        ("", False),
        ("12345６7893", False),
        (" 1234567893", False),
    ],
)
def test_an_npi_is_told_by_its_form_and_its_last_digit(text, expected):
    assert is_npi(text) is expected


def test_every_vector_for_npis_passes():
    vectors = json.loads(shared_file("vectors/domain_vectors.json").read_text())["npi"]

    assert {one["npi"]: is_npi(one["npi"]) for one in vectors} == {one["npi"]: one["valid"] for one in vectors}


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(base, place, shift):
    npi = f"{base}{check_digit(base)}"
    changed = str((int(npi[place]) + shift) % 10)

    assert is_npi(npi)
    assert not is_npi(npi[:place] + changed + npi[place + 1 :])
