"""From which age somebody may consent to outpatient care alone: what the states say, with its source.

Secondary sources conflict, so a rule counts only once counsel has reviewed it: it then carries the day.
None of those that ship has been, and a minor therefore comes with a guardian everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from attune.patients.rules.age import ADULT_FROM

RULES_VERSION: Final = "2026-11"
SECONDARY: Final = "worldpopulationreview 2024; icanotes 2025; secondary sources that conflict"


@dataclass(frozen=True, slots=True)
class MinorConsentRule:
    """One state's rule for outpatient mental health care. ``age_min`` is in years."""

    state: str
    age_min: int
    sessions_max: int | None = None
    source: str = SECONDARY
    reviewed_on: date | None = None
    """The day counsel confirmed it; None is not yet."""


def _of_age(age_min: int, states: str) -> dict[str, MinorConsentRule]:
    return {state: MinorConsentRule(state, age_min) for state in states.split()}


MINOR_CONSENT_RULES: Final[Mapping[str, MinorConsentRule]] = {
    **_of_age(12, "CA MD"),
    **_of_age(13, "WA"),
    **_of_age(14, "AL DE HI ID KS MI NM OR PA VT VA WI"),
    **_of_age(16, "KY LA MA MN MT NH NJ NY OK RI SC SD TN"),
    "CO": MinorConsentRule("CO", 12, source="C.R.S. 12-245-203.5"),
    "IL": MinorConsentRule("IL", 12, sessions_max=8, source="405 ILCS 5/3-550"),
}
"""By state. A state that is not named here has no rule below the age of majority."""


def may_come_alone(age: int, *, state: str, rules: Mapping[str, MinorConsentRule] = MINOR_CONSENT_RULES) -> bool:
    """Return whether somebody of this age, in years, may consent alone in a state."""
    if age >= ADULT_FROM:
        return True
    rule = rules.get(state)
    return rule is not None and rule.reviewed_on is not None and age >= rule.age_min


def may_come_alone_somewhere(age: int, *, rules: Mapping[str, MinorConsentRule] = MINOR_CONSENT_RULES) -> bool:
    """Return whether there is any state in which somebody of this age may consent alone."""
    return age >= ADULT_FROM or any(may_come_alone(age, state=state, rules=rules) for state in rules)
