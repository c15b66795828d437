"""What is taken as an answer, who may come alone, which texts are signed: tables of examples."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from attune.kernel.us_states import US_STATES
from attune.patients.errors import (
    AnswerMissing,
    BirthDateWrong,
    BudgetWrong,
    CodeUnknown,
    GrownUp,
    MustWithoutWish,
    OwnWordsTooLong,
    TooYoung,
)
from attune.patients.rules.age import age_group, age_on
from attune.patients.rules.answers import STEPS, CareFor, Step, Strength, next_open_step, step_after, step_before
from attune.patients.rules.consent_texts import TEXTS
from attune.patients.rules.consents import ConsentText, Signature, text_in_force, texts_wanted, unsigned
from attune.patients.rules.given import Concerns, Paying, Times, Who, Wishes
from attune.patients.rules.minors import (
    MINOR_CONSENT_RULES,
    MinorConsentRule,
    may_come_alone,
    may_come_alone_somewhere,
)
from attune.patients.rules.safety import Safety, asks_for_follow_up, shows_crisis_ways

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1990, 11, 21), TODAY, 36),
        (date(1990, 11, 22), TODAY, 35),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (TODAY, TODAY, 0),
    ],
)
def test_the_age_is_counted_in_whole_years(born, day, age):
    assert age_on(born, day=day) == age


@pytest.mark.parametrize(
    ("age", "group"),
    [(5, "child"), (12, "child"), (13, "teen"), (17, "teen"), (18, "adult"), (64, "adult"), (65, "older_adult")],
)
def test_every_age_falls_into_one_group(age, group):
    assert age_group(date(TODAY.year - age, TODAY.month, TODAY.day), day=TODAY) == group


@each(st.dates(date(1900, 1, 1), TODAY))
def test_nobody_gets_younger(born):
    assert age_on(born, day=TODAY) <= age_on(born, day=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("care_for", "born", "refusal"),
    [
        (CareFor.SELF, TODAY + timedelta(days=1), BirthDateWrong),
        (CareFor.SELF, date(1905, 1, 1), BirthDateWrong),
        (CareFor.CHILD, date(2021, 11, 22), TooYoung),
        (CareFor.CHILD, date(2008, 11, 21), GrownUp),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused(care_for, born, refusal):
    with pytest.raises(refusal):
        Who(care_for, born).check(today=TODAY)


@pytest.mark.parametrize(
    ("care_for", "born"),
    [
        (CareFor.SELF, TODAY.replace(year=2008)),
        (CareFor.SELF, date(1906, 11, 21)),
        (CareFor.CHILD, date(2021, 11, 21)),
        (CareFor.CHILD, date(2008, 11, 22)),
    ],
)
def test_a_birth_date_at_the_edge_is_taken(care_for, born):
    Who(care_for, born).check(today=TODAY)


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: Concerns(()), AnswerMissing),
        (lambda: Concerns(("boredom",)), CodeUnknown),
        (lambda: Concerns(("anxiety", "anxiety")), CodeUnknown),
        (lambda: Concerns(("anxiety",), "x" * 10_001), OwnWordsTooLong),
        (lambda: Times(()), AnswerMissing),
        (lambda: Times(("video",), ("never",)), CodeUnknown),
        (lambda: Paying("gold"), CodeUnknown),
        (lambda: Paying("self_pay", 0), BudgetWrong),
        (lambda: Paying("aetna", 100), BudgetWrong),
        (lambda: Wishes(language=""), AnswerMissing),
        (lambda: Wishes(language="tlh"), CodeUnknown),
        (lambda: Wishes(gender_strength=Strength.MUST), MustWithoutWish),
        (lambda: Wishes(modality="cbt", gender_strength=Strength.MUST), MustWithoutWish),
    ],
)
def test_what_is_no_answer_is_refused(make, refusal):
    with pytest.raises(refusal):
        make()


def test_the_questions_lead_on_and_back_in_one_order():
    assert [step_after(step) for step in STEPS] == [*STEPS[1:], None]
    assert [step_before(step) for step in STEPS] == [None, *STEPS[:-1]]
    assert next_open_step((Step.CONCERNS, Step.WHERE)) is Step.WHO
    assert next_open_step(STEPS) is None


def test_as_shipped_no_minor_comes_alone_anywhere_as_no_rule_was_reviewed():
    assert [rule.state for rule in MINOR_CONSENT_RULES.values() if rule.reviewed_on] == []
    assert not any(may_come_alone(17, state=state) for state in US_STATES)
    assert not may_come_alone_somewhere(17)
    assert all(may_come_alone(18, state=state) for state in US_STATES)


@pytest.mark.parametrize(("age", "alone"), [(13, False), (14, True), (17, True)])
def test_a_reviewed_rule_lets_a_minor_come_alone_from_its_age_in_its_state_only(age, alone):
    rules = {"PA": replace(MINOR_CONSENT_RULES["PA"], reviewed_on=TODAY), "OH": MinorConsentRule("OH", 14)}

    assert may_come_alone(age, state="PA", rules=rules) is alone
    assert not may_come_alone(age, state="OH", rules=rules)
    assert not may_come_alone(age, state="TX", rules=rules)
    assert may_come_alone_somewhere(age, rules=rules) is alone


def test_each_rule_for_minors_names_its_state_and_its_source():
    assert all(state == rule.state and state in US_STATES for state, rule in MINOR_CONSENT_RULES.items())
    assert all(rule.source and 11 < rule.age_min < 18 for rule in MINOR_CONSENT_RULES.values())


@pytest.mark.parametrize(
    ("answer", "calls"), [(Safety.SAFE, False), (Safety.THOUGHTS, True), (Safety.NOW, True), (Safety.UNSAID, False)]
)
def test_only_who_says_that_they_are_not_safe_is_called(answer, calls):
    assert (shows_crisis_ways(answer), asks_for_follow_up(answer)) == (calls, calls)


PUBLISHED = {
    ("privacy", "2026-11", "", False),
    ("privacy", "2026-11", "", True),
    ("telehealth", "2026-11", "", False),
    ("telehealth", "2026-11", "", True),
    ("telehealth", "2026-11", "CA", False),
    ("telehealth", "2026-11", "CA", True),
    ("terms", "2026-11", "", False),
    ("terms", "2026-11", "", True),
    ("treatment", "2026-11", "", False),
    ("treatment", "2026-11", "", True),
}


def test_every_text_that_was_published_is_still_there():
    assert {(text.kind, text.version, text.state, text.is_guardians) for text in TEXTS} == PUBLISHED


def in_force(kind: str, state: str) -> ConsentText:
    found = text_in_force(TEXTS, kind=kind, state=state, is_guardians=False)
    assert found is not None
    return found


def test_a_state_with_a_text_of_its_own_gets_that_and_the_others_the_common_one():
    found = {state: in_force("telehealth", state).state for state in US_STATES}

    assert {state for state, own in found.items() if own} == {"CA"}


def test_a_newer_version_replaces_an_older_and_has_to_be_signed_anew():
    old = in_force("privacy", "CO")
    new = replace(old, version="2027-01", paragraphs=("Otherwise.",))
    signed = {Signature(old.kind, old.text_hash)}

    wanted = texts_wanted([*TEXTS, new], kinds=("privacy",), state="CO", is_guardians=False)

    assert wanted == (new,)
    assert unsigned((old,), signed=signed) == ()
    assert unsigned(wanted, signed=signed) == (new,)


def test_one_changed_letter_is_another_text():
    text = TEXTS[0]

    assert text.text_hash != replace(text, paragraphs=(*text.paragraphs[:-1], text.paragraphs[-1] + " ")).text_hash
