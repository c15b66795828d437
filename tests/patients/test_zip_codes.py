"""Where ZIP codes lie."""

import csv
import os
from pathlib import Path

import pytest

from attune.kernel.us_states import US_STATES
from attune.patients.actions.answer import place_told
from attune.patients.errors import NoSuchState, NoSuchZip, ZipOutsideStates
from attune.patients.gateways.zip_codes import place_of_zip, zones_of_state

SHARED = Path(os.environ.get("ATTUNE_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FILE = SHARED / "zip" / "us_zip_state_tz.csv"


@pytest.mark.parametrize(
    ("zip_code", "state", "zone"),
    [
        ("80302", "CO", "America/Denver"),
        ("00501", "NY", "America/New_York"),
        ("00601", "PR", "America/Puerto_Rico"),
        ("37201", "TN", "America/Chicago"),
        ("85001", "AZ", "America/Phoenix"),
        ("96799", "AS", "Pacific/Pago_Pago"),
        ("99634", "AK", "America/Anchorage"),
    ],
)
def test_a_zip_code_gives_state_and_zone(zip_code, state, zone):
    told = place_told(zip_code=zip_code)

    assert (told.state, told.zone) == (state, zone)


@pytest.mark.parametrize("zip_code", ["80599", "00000", "8030", "803022", "8O302", "٨٠٣٠٢", "-1234"])
def test_what_is_no_zip_code_is_refused(zip_code):
    with pytest.raises(NoSuchZip):
        place_told(zip_code=zip_code)


@pytest.mark.parametrize("zip_code", ["09001", "96201", "34001"])
def test_the_forces_post_abroad_lies_in_no_state(zip_code):
    with pytest.raises(ZipOutsideStates):
        place_told(zip_code=zip_code)


@pytest.mark.parametrize("state", ["", "XX", "AE", "ca"])
def test_what_is_no_state_is_refused(state):
    with pytest.raises(NoSuchState):
        place_told(state=state)


def test_every_state_has_a_zone():
    assert {state for state in US_STATES if not zones_of_state(state)} == set()


@pytest.mark.skipif(not FILE.is_file(), reason=f"{FILE} is not here")
def test_zip_codes_of_all_states_lie_where_the_file_says():
    with FILE.open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["state"] in US_STATES][::11]

    wrong = [
        row["zip"]
        for row in rows
        if (found := place_of_zip(row["zip"])) is None
        or found.state != row["state"]
        or (row["timezone"] and found.zone != row["timezone"])
    ]

    assert len({row["state"] for row in rows}) > 50
    assert wrong == []
