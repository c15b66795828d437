"""What the clinic decides."""

from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.editions.clinic.apis import APIS
from attune.patients.rules.policy import FollowUpBy, OnboardingPolicy
from attune.practices.rules.policy import Founding, StandingPolicy, TenancyPolicy

POLICIES = (
    TenancyPolicy(
        founding=Founding.AT_INSTALL,
        holder="the company, for every patient",
        practices_max=1,
    ),
    StandingPolicy(
        needs_contract=False,
        needs_state_authorization=True,
        launch_items=("entity_registered", "corporate_practice", "malpractice_cover", "telehealth_consent"),
        needs_employment=True,
        hire_items=("identity_verified", "background_checked", "malpractice_cover", "privacy_training"),
    ),
    AgreementPolicy(
        of_practices=(),
        of_members=(AgreementKind.WORKFORCE_ATTESTATION,),
        commission_bps=None,
    ),
    APIS,
    OnboardingPolicy(
        consents=("privacy", "treatment", "telehealth"),
        follow_up_by=FollowUpBy.PRACTICE,
        follow_up_hours=4,
    ),
)
