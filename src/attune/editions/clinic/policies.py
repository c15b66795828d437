"""What the clinic decides."""

from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.editions.clinic.apis import APIS
from attune.practices.rules.policy import Founding, TenancyPolicy

POLICIES = (
    TenancyPolicy(
        founding=Founding.AT_INSTALL,
        holder="the company, for every patient",
        practices_max=1,
    ),
    CredentialingPolicy(reviewer=Reviewer.PRACTICE, needs_employment=True, needs_open_state=True),
    APIS,
)
