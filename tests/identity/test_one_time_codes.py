"""Codes of authenticator apps, by the RFCs' own examples."""

import base64
from datetime import UTC, datetime

import pytest

from attune.identity.rules.one_time_codes import code_of_step, current_code, step_at, step_of_code

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOON = datetime(2027, 3, 8, 12, 0, 15, tzinfo=UTC)
STEP = step_at(NOON)


@pytest.mark.parametrize(
    ("counter", "code"), list(enumerate(["755224", "287082", "359152", "969429", "338314", "254676", "287922"]))
)
def test_codes_are_those_of_rfc_4226(counter, code):
    assert code_of_step(SECRET, counter) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_over_time_are_those_of_rfc_6238(seconds, code):
    assert current_code(SECRET, now=datetime.fromtimestamp(seconds, UTC)) == code


@pytest.mark.parametrize(("off", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off(off, accepted):
    found = step_of_code(SECRET, code_of_step(SECRET, STEP + off), now=NOON)

    assert found == (STEP + off if accepted else None)


def test_a_code_is_good_once_and_none_before_it_after_that():
    newest = step_of_code(SECRET, code_of_step(SECRET, STEP), now=NOON, later_than=STEP - 1)

    again = step_of_code(SECRET, code_of_step(SECRET, STEP), now=NOON, later_than=newest)
    older = step_of_code(SECRET, code_of_step(SECRET, STEP - 1), now=NOON, later_than=newest)
    later = step_of_code(SECRET, code_of_step(SECRET, STEP + 1), now=NOON, later_than=newest)

    assert (newest, again, older, later) == (STEP, None, None, STEP + 1)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "９９９９９９", "000 000 000"])
def test_what_is_no_code_is_refused(typed):
    assert step_of_code(SECRET, typed, now=NOON) is None


def test_blanks_do_not_matter():
    code = code_of_step(SECRET, STEP)

    assert step_of_code(SECRET, f" {code[:3]} {code[3:]} ", now=NOON) == STEP
