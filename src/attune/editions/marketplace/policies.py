"""What the marketplace decides."""

from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.editions.marketplace.apis import APIS
from attune.patients.rules.policy import FollowUpBy, OnboardingPolicy
from attune.practices.rules.policy import Founding, StandingPolicy, TenancyPolicy

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
    APIS,
    OnboardingPolicy(
        consents=("terms", "privacy", "treatment", "telehealth"),
        follow_up_by=FollowUpBy.PLATFORM,
        follow_up_hours=4,
    ),
)
