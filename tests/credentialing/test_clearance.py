"""Clearance: provider × state × service, every reason, and records that lead to the same verdict again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.credentialing.rules.clearance import (
    RULES_VERSION,
    THERAPY,
    ClearanceFacts,
    Reason,
    Service,
    Standing,
    clearance,
    cleared_until,
)
from attune.credentialing.rules.decision_record import Question, answer, fingerprint, read, replayed, written
from attune.credentialing.rules.licenses import LicenseFact, LicenseKind, LicenseStatus
from attune.credentialing.rules.professions import Profession
from attune.kernel.identifiers import new_id
from attune.practices.rules.lifecycle import PracticeState
from attune.practices.rules.policy import StandingPolicy
from attune.practices.rules.standing import DaySpan, EmploymentSpan, PracticeStanding, StateAuthorization

MOMENT = datetime(2027, 3, 1, 18, tzinfo=UTC)
MARKETPLACE = StandingPolicy(True, False, (), False, ())
CLINIC = StandingPolicy(False, True, (), True, ())
PERSON = new_id()
PRESCRIBING, MINOR = Service(is_prescribing=True), Service(is_for_minor=True)
KIND = {
    Profession.PSYCHIATRIST: LicenseKind.PHYSICIAN,
    Profession.PSYCHIATRIC_NURSE: LicenseKind.PSYCHIATRIC_NURSE_PRACTITIONER,
    Profession.PSYCHOLOGIST: LicenseKind.PSYCHOLOGIST,
    Profession.CLINICAL_SOCIAL_WORKER: LicenseKind.CLINICAL_SOCIAL_WORKER,
    Profession.MARRIAGE_FAMILY_THERAPIST: LicenseKind.MARRIAGE_FAMILY_THERAPIST,
    Profession.PROFESSIONAL_COUNSELOR: LicenseKind.CLINICAL_COUNSELOR,
}


def a_license(
    state: str = "TX",
    kind: LicenseKind = LicenseKind.PSYCHOLOGIST,
    *,
    status: LicenseStatus = LicenseStatus.ACTIVE,
    issued_on: date = date(2020, 1, 1),
    expires_on: date = date(2028, 12, 31),
) -> LicenseFact:
    return LicenseFact(new_id(), state, kind, status, issued_on, expires_on)


def a_practice(**changed: object) -> PracticeStanding:
    return replace(PracticeStanding(new_id(), "America/Chicago", PracticeState.LIVE), **changed)  # type: ignore[arg-type]


def facts(*licenses: LicenseFact, **changed: object) -> ClearanceFacts:
    made = ClearanceFacts(
        provider_id=new_id(),
        person_id=PERSON,
        profession=Profession.PSYCHOLOGIST,
        standing=Standing.ACTIVE,
        practice=a_practice(),
        asked_of_practice=MARKETPLACE,
        licenses=licenses or (a_license(),),
        identity_check_id=new_id(),
        age_groups=frozenset({"adult"}),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def reasons(
    told: ClearanceFacts, *, state: str = "TX", moment: datetime = MOMENT, service: Service = THERAPY
) -> tuple[Reason, ...]:
    return clearance(told, patient_state=state, moment=moment, service=service).reasons


@pytest.mark.parametrize("service", [THERAPY, PRESCRIBING, MINOR], ids=["therapy", "prescribing", "minor"])
@pytest.mark.parametrize("state", ["TX", "FL", "NY"])
@pytest.mark.parametrize("profession", list(Profession))
def test_provider_by_state_by_service(profession, state, service):
    """Licensed in Texas, with a supervised license in Florida, and with none in New York."""
    told = facts(
        a_license("TX", KIND[profession]), a_license("FL", LicenseKind.ASSOCIATE_COUNSELOR), profession=profession
    )
    by_state = {"TX": (), "FL": (Reason.LICENSE_OF_WRONG_KIND,), "NY": (Reason.LICENSE_MISSING,)}[state]
    prescribes = profession in {Profession.PSYCHIATRIST, Profession.PSYCHIATRIC_NURSE}
    by_service = {
        THERAPY: (),
        PRESCRIBING: () if prescribes else (Reason.MAY_NOT_PRESCRIBE,),
        MINOR: (Reason.SEES_NO_MINORS,),
    }[service]

    assert reasons(told, state=state, service=service) == (*by_state, *by_service)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (facts(), ()),
        (facts(standing=Standing.JOINING), (Reason.NOT_ACTIVE_YET,)),
        (facts(standing=Standing.SUSPENDED), (Reason.SUSPENDED,)),
        (facts(standing=Standing.LEFT), (Reason.LEFT,)),
        (facts(exclusion_ids=(new_id(),)), (Reason.EXCLUDED,)),
        (facts(identity_check_id=None), (Reason.IDENTITY_UNVERIFIED,)),
        (facts(practice=a_practice(state=PracticeState.PAUSED)), (Reason.PRACTICE_NOT_LIVE,)),
        (facts(practice=a_practice(live_until=MOMENT)), (Reason.CONTRACT_ENDED,)),
        (facts(a_license(status=LicenseStatus.PENDING)), (Reason.LICENSE_NOT_ACTIVE,)),
        (facts(a_license(status=LicenseStatus.PROBATION)), (Reason.LICENSE_NOT_ACTIVE,)),
        (facts(a_license(status=LicenseStatus.SUSPENDED)), (Reason.LICENSE_NOT_ACTIVE,)),
        (facts(a_license(issued_on=date(2027, 3, 2))), (Reason.LICENSE_NOT_BEGUN,)),
        (facts(a_license(expires_on=date(2027, 2, 28))), (Reason.LICENSE_EXPIRED,)),
        (facts(a_license(expires_on=date(2027, 3, 1))), ()),
        (facts(a_license(expires_on=date(2026, 1, 1)), a_license(expires_on=date(2028, 1, 1))), ()),
        (facts(a_license(status=LicenseStatus.REVOKED), a_license()), ()),
        (
            facts(a_license("CA"), standing=Standing.SUSPENDED, exclusion_ids=(new_id(),), identity_check_id=None),
            (Reason.SUSPENDED, Reason.EXCLUDED, Reason.IDENTITY_UNVERIFIED, Reason.LICENSE_MISSING),
        ),
    ],
)
def test_every_reason_is_told(told, expected):
    assert reasons(told) == expected


def test_a_state_that_does_not_exist_is_told():
    assert reasons(facts(), state="XX") == (Reason.STATE_UNKNOWN, Reason.LICENSE_MISSING)


def test_who_sees_teenagers_sees_minors():
    assert reasons(facts(age_groups=frozenset({"teen", "adult"})), service=MINOR) == ()


@pytest.mark.parametrize(
    ("authorized", "employed", "expected"),
    [
        (DaySpan(date(2027, 1, 1)), DaySpan(date(2027, 1, 1)), ()),
        (None, DaySpan(date(2027, 1, 1)), (Reason.STATE_NOT_AUTHORIZED,)),
        (DaySpan(date(2027, 3, 2)), DaySpan(date(2027, 1, 1)), (Reason.STATE_NOT_AUTHORIZED,)),
        (DaySpan(date(2027, 1, 1)), None, (Reason.NOT_EMPLOYED,)),
        (DaySpan(date(2027, 1, 1)), DaySpan(date(2026, 1, 1), date(2027, 3, 1)), (Reason.NOT_EMPLOYED,)),
    ],
)
def test_a_clinic_is_authorized_in_the_state_and_employs_the_provider(authorized, employed, expected):
    practice = a_practice(
        authorizations=(StateAuthorization("TX", authorized),) if authorized else (),
        employments=(EmploymentSpan(PERSON, employed),) if employed else (),
    )

    assert reasons(facts(practice=practice, asked_of_practice=CLINIC)) == expected


@pytest.mark.parametrize(
    ("state", "last_moment"),
    [
        ("NY", datetime(2027, 3, 1, 4, 59, 59, tzinfo=UTC)),
        ("TX", datetime(2027, 3, 1, 5, 59, 59, tzinfo=UTC)),
        ("AZ", datetime(2027, 3, 1, 6, 59, 59, tzinfo=UTC)),
        ("HI", datetime(2027, 3, 1, 9, 59, 59, tzinfo=UTC)),
        ("GU", datetime(2027, 2, 28, 13, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_license_ends_at_its_boards_midnight(state, last_moment):
    told = facts(a_license(state, expires_on=date(2027, 2, 28)))
    after = last_moment + timedelta(seconds=1)

    assert reasons(told, state=state, moment=last_moment) == ()
    assert reasons(told, state=state, moment=after) == (Reason.LICENSE_EXPIRED,)
    assert cleared_until(told, patient_state=state, moment=last_moment) == after
    assert cleared_until(told, patient_state=state, moment=after) is None


def test_the_day_the_clocks_change_has_its_own_midnight():
    told = facts(a_license("NY", expires_on=date(2027, 3, 14)))

    assert cleared_until(told, patient_state="NY", moment=MOMENT) == datetime(2027, 3, 15, 4, tzinfo=UTC)


def test_whatever_ends_first_ends_it():
    told = facts(practice=a_practice(live_until=datetime(2027, 6, 1, tzinfo=UTC)))

    assert cleared_until(told, patient_state="TX", moment=MOMENT) == datetime(2027, 6, 1, tzinfo=UTC)


FACTS = st.builds(
    lambda licenses, standing, excluded, verified, asked, groups, profession: facts(
        *licenses,
        standing=standing,
        exclusion_ids=(new_id(),) if excluded else (),
        identity_check_id=new_id() if verified else None,
        asked_of_practice=asked,
        age_groups=groups,
        profession=profession,
        practice=a_practice(
            live_until=MOMENT + timedelta(days=3),
            authorizations=(StateAuthorization("TX", DaySpan(date(2027, 1, 1), date(2028, 1, 1))),),
            employments=(EmploymentSpan(PERSON, DaySpan(date(2027, 1, 1))),),
        ),
    ),
    st.lists(
        st.builds(
            a_license,
            st.sampled_from(["TX", "NY", "GU"]),
            st.sampled_from(list(LicenseKind)),
            status=st.sampled_from(list(LicenseStatus)),
            issued_on=st.dates(date(2020, 1, 1), date(2027, 6, 1)),
            expires_on=st.dates(date(2027, 1, 1), date(2029, 1, 1)),
        ),
        max_size=4,
    ),
    st.sampled_from(list(Standing)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([MARKETPLACE, CLINIC]),
    st.frozensets(st.sampled_from(["child", "teen", "adult"])),
    st.sampled_from(list(Profession)),
)
ASKED = st.builds(
    Question,
    st.sampled_from(["TX", "NY", "CA", "XX"]),
    st.integers(-90 * 24, 700 * 24).map(lambda hours: MOMENT + timedelta(hours=hours, minutes=hours % 60)),
    st.builds(Service, st.booleans(), st.booleans()),
)


@given(FACTS, ASKED)
def test_a_record_leads_to_the_same_verdict_again(told, asked):
    kept = written(told, asked)

    assert read(kept) == (told, asked)
    assert replayed(kept) == answer(told, asked)
    assert written(*read(kept)) == kept


@given(FACTS, ASKED)
def test_who_is_cleared_until_a_moment_is_cleared_right_before_it_and_not_at_it(told, asked):
    until = cleared_until(told, patient_state=asked.patient_state, moment=asked.moment)
    is_cleared = clearance(told, patient_state=asked.patient_state, moment=asked.moment).is_cleared

    assert (until is not None) is is_cleared
    if until is not None:
        before = max(asked.moment, until - timedelta(microseconds=1))
        assert clearance(told, patient_state=asked.patient_state, moment=before).is_cleared
        assert not clearance(told, patient_state=asked.patient_state, moment=until).is_cleared


def test_a_changed_record_is_told_from_what_was_kept():
    told, asked = facts(), Question("TX", MOMENT, THERAPY)
    kept = written(told, asked)
    honest = fingerprint(kept, (), rules_version=RULES_VERSION)

    assert fingerprint(kept.replace("TX", "NY"), (), rules_version=RULES_VERSION) != honest
    assert fingerprint(kept, (Reason.EXCLUDED,), rules_version=RULES_VERSION) != honest
    assert fingerprint(kept, (), rules_version=RULES_VERSION) == honest
