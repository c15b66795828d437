"""The marketplace's three APIs: providers, patients and the platform's own people are kept apart."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Role
from attune.identity.rules.policy import ApiPolicy, Audience
from attune.kernel.rate_limit import RateLimit

PROVIDER = Audience(
    name="provider",
    label="Provider API: a practice's own systems",
    holders=PRACTICE_ROLES,
    life_days_max=365,
    tokens_per_person_max=10,
    per_token=RateLimit(requests=600, seconds=60),
    per_holder=RateLimit(requests=3_000, seconds=60),
    in_total=RateLimit(requests=300_000, seconds=60),
)

PATIENT = Audience(
    name="patient",
    label="Patient API: one's own care",
    holders=frozenset({Role.PATIENT}),
    life_days_max=90,
    tokens_per_person_max=5,
    per_token=RateLimit(requests=120, seconds=60),
    per_holder=RateLimit(requests=240, seconds=60),
    in_total=RateLimit(requests=300_000, seconds=60),
)

ADMIN = Audience(
    name="admin",
    label="Admin API: the platform's operations",
    holders=OPERATOR_ROLES,
    life_days_max=30,
    tokens_per_person_max=3,
    per_token=RateLimit(requests=300, seconds=60),
    per_holder=RateLimit(requests=1_200, seconds=60),
    in_total=RateLimit(requests=6_000, seconds=60),
)

APIS = ApiPolicy(audiences=(PROVIDER, PATIENT, ADMIN), always=frozenset())
