"""The clinic's one API: everybody uses the same addresses, each token is limited to scopes."""

from attune.foundation.authorization import Role
from attune.identity.rules.policy import ApiPolicy, ApiScope, Audience
from attune.kernel.rate_limit import RateLimit

SCOPES = (
    ApiScope("practice:read", "Read the clinic's name and zone", frozenset({"practices.practice.see"})),
    ApiScope("members:read", "Read who works here, and as what", frozenset({"identity.member.see"})),
    ApiScope("tasks:read", "Read what is to be done", frozenset({"worklist.task.see"})),
    ApiScope("tasks:write", "Tick tasks off", frozenset({"worklist.task.complete"})),
    ApiScope("appointments:read", "Read the calendars open to one", frozenset({"scheduling.appointment.see"})),
    ApiScope("appointments:write", "Cancel appointments", frozenset({"scheduling.appointment.cancel"})),
    ApiScope("own-appointments:read", "Read one’s own appointments", frozenset({"scheduling.seat.see_own"})),
    ApiScope(
        "own-appointments:write",
        "Book, cancel and move one’s own appointments",
        frozenset({"scheduling.seat.book_own", "scheduling.seat.change_own"}),
    ),
    ApiScope("measures:read", "Read patients’ scores", frozenset({"measures.score.read"})),
    ApiScope("own-measures:read", "Read one’s own questionnaires", frozenset({"measures.assessment.see_own"})),
    ApiScope("own-measures:write", "Fill in one’s own questionnaires", frozenset({"measures.assessment.fill_in"})),
    ApiScope("tokens:read", "Read the list of own tokens", frozenset({"identity.token.see_own"})),
    ApiScope(
        "tokens:write",
        "Make and revoke own tokens",
        frozenset({"identity.token.create_own", "identity.token.revoke_own"}),
    ),
    ApiScope("sessions:read", "Read where one is signed in", frozenset({"identity.session.see_own"})),
)

UNIFIED = Audience(
    name="api",
    label="The clinic's API",
    holders=frozenset(Role),
    life_days_max=365,
    tokens_per_person_max=10,
    per_token=RateLimit(requests=600, seconds=60),
    per_holder=RateLimit(requests=60_000, seconds=60),
    in_total=RateLimit(requests=60_000, seconds=60),
    scopes=SCOPES,
)

APIS = ApiPolicy(audiences=(UNIFIED,), always=frozenset({"identity.self.see"}))
