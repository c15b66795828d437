"""Who may be suggested at all."""

import pytest

from attune.matching.rules.eligibility import Exclusion, exclusions
from tests.matching.people import candidate, need


def test_a_candidate_who_meets_every_requirement_is_not_excluded():
    assert exclusions(need(), candidate()) == ()


@pytest.mark.parametrize(
    ("wanted", "offered", "reason"),
    [
        ({}, {"states": frozenset({"CA"})}, Exclusion.NOT_LICENSED_IN_STATE),
        ({}, {"languages": frozenset({"es"})}, Exclusion.LANGUAGE_NOT_SPOKEN),
        ({}, {"age_groups": frozenset({"teen"})}, Exclusion.AGE_GROUP_NOT_SERVED),
        ({"format": "couple"}, {}, Exclusion.FORMAT_NOT_OFFERED),
        ({}, {"places": frozenset({"in_person"})}, Exclusion.PLACE_NOT_OFFERED),
        ({"payer": "aetna"}, {}, Exclusion.PAYER_NOT_TAKEN),
        ({}, {"price_minor": 15001}, Exclusion.PRICE_ABOVE_BUDGET),
        ({"budget_minor": 0}, {}, Exclusion.PRICE_ABOVE_BUDGET),
        ({"needs_prescriber": True}, {}, Exclusion.NOT_A_PRESCRIBER),
        ({"required_gender": "woman"}, {}, Exclusion.GENDER_NOT_AS_REQUIRED),
        ({"required_method": "emdr"}, {"modalities": frozenset({"cbt"})}, Exclusion.METHOD_NOT_OFFERED),
        ({}, {"takes_new_patients": False}, Exclusion.TAKES_NO_NEW_PATIENTS),
        ({}, {"sessions_max": 20, "sessions_booked": 20}, Exclusion.NO_SESSIONS_LEFT),
        ({}, {"free_slots": {"weekend": 0, "weekday_morning": 9}}, Exclusion.NO_FREE_TIME),
    ],
)
def test_each_unmet_requirement_is_the_one_reason(wanted, offered, reason):
    assert exclusions(need(**wanted), candidate(**offered)) == (reason,)


def test_every_reason_is_given_in_one_order():
    stranger = candidate(
        states=frozenset(),
        languages=frozenset(),
        age_groups=frozenset(),
        places=frozenset(),
        takes_new_patients=False,
        sessions_max=0,
        payers=frozenset(),
        price_minor=99999,
        free_slots={},
    )

    assert exclusions(
        need(needs_prescriber=True, format="couple", required_gender="woman", required_method="cbt"), stranger
    ) == tuple(Exclusion)


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ({"payer": "aetna"}, {"payers": frozenset({"aetna"}), "price_minor": 99999}),
        ({"budget_minor": None}, {"price_minor": 99999}),
        ({"needs_prescriber": True}, {"is_prescriber": True}),
        ({"windows": ("weekday_evening", "weekend")}, {}),
        ({"places": ("phone", "video")}, {}),
        ({}, {"sessions_max": 20, "sessions_booked": 19}),
        ({}, {"is_known": True, "takes_new_patients": False, "sessions_max": 20, "sessions_booked": 21}),
    ],
    ids=[
        "a payer pays any price",
        "no budget is no limit",
        "a prescriber",
        "one window of two",
        "one place of two",
        "a session left",
        "who saw the patient before",
    ],
)
def test_a_requirement_that_does_not_apply_excludes_nobody(wanted, offered):
    assert exclusions(need(**wanted), candidate(**offered)) == ()
