"""What the marketplace decides."""

from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.billing.rules.policy import MoneyPolicy
from attune.care_records.rules.policy import RecordsPolicy
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.editions.marketplace.apis import APIS
from attune.matching.rules.policy import MatchingPolicy
from attune.measures.rules.policy import MeasurePolicy
from attune.patients.rules.policy import FollowUpBy, OnboardingPolicy
from attune.payouts.rules.policy import PayoutPolicy
from attune.practices.rules.policy import Founding, StandingPolicy, TenancyPolicy
from attune.scheduling.rules.offering_policy import OfferingPolicy, PricesSetBy
from attune.scheduling.rules.policy import BookingPolicy
from attune.scheduling.rules.reminders import ReminderPolicy
from attune.telehealth.rules.policy import VisitPolicy
from attune.workflows.home_policy import HomePolicy

POLICIES = (
    TenancyPolicy(
        founding=Founding.BY_APPLICATION,
        holder="each practice, for its own patients",
        practices_max=None,
    ),
    StandingPolicy(
        needs_contract=True,
        needs_state_authorization=False,
        launch_items=(),
        needs_employment=False,
        hire_items=(),
    ),
    AgreementPolicy(
        of_practices=(AgreementKind.PLATFORM_CONTRACT, AgreementKind.BUSINESS_ASSOCIATE),
        of_members=(),
        commission_bps=1_500,
    ),
    CredentialingPolicy(reviewer=Reviewer.OPERATORS),
    MatchingPolicy(
        strategy="attune.matching.rules.score.DeclaredFit",
        shown_at_first=3,
        shown_more=12,
        is_assigned=False,
    ),
    APIS,
    OnboardingPolicy(
        consents=("terms", "privacy", "treatment", "telehealth"),
        follow_up_by=FollowUpBy.PLATFORM,
        follow_up_hours=4,
    ),
    BookingPolicy(
        hold_minutes=10,
        free_until_hours=24,
        late_fee_bps=5_000,
        missed_fee_bps=10_000,
        is_uniform=False,
        free_until_hours_max=72,
        fee_bps_max=10_000,
    ),
    MoneyPolicy(
        route="attune.workflows.split_route.SplitRoute",
        appliers=("attune.workflows.settle_payment.apply_event", "attune.workflows.settle_payouts.apply_event"),
    ),
    ReminderPolicy(
        standard_hours=(72, 24, 2),
        is_uniform=False,
        reminders_max=4,
        earliest_hours=168,
        required_from_hours=48,
        required_until_hours=12,
        quiet_from=20,
        quiet_until=8,
    ),
    OfferingPolicy(prices_set_by=PricesSetBy.PROVIDERS),
    PayoutPolicy(release_after_business_days=2, transit_business_days=2, bank_zone="America/New_York"),
    VisitPolicy(
        opens_minutes_before=15,
        closes_minutes_after=30,
        check_in_minutes=15,
        together_minutes_min=10,
        waited_minutes_min=10,
        settle_hours_after=4,
    ),
    RecordsPolicy(
        supervisors_read=False,
        shown_to_patient_after_hours=0,
        sign_within_hours=72,
        cover_days_max=60,
    ),
    MeasurePolicy(
        instruments=("phq-9", "gad-7"),
        every_days=14,
        every_sessions=4,
        hours_before=48,
        open_days=7,
        reach_within_minutes=120,
    ),
    HomePolicy(
        provider_figures=("attune.web.payouts.home.next_payout",),
        practice_rows=(),
        operator_rows=("attune.web.payouts.home.money_to_mend",),
    ),
)
