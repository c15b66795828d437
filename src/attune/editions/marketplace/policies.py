"""What the marketplace decides."""

from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.editions.marketplace.apis import APIS
from attune.practices.rules.policy import Founding, TenancyPolicy

POLICIES = (
    TenancyPolicy(
        founding=Founding.BY_APPLICATION,
        holder="each practice, for its own patients",
        practices_max=None,
    ),
    CredentialingPolicy(reviewer=Reviewer.OPERATORS, needs_employment=False, needs_open_state=False),
    APIS,
)
