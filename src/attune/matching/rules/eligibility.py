"""Who may be suggested to a patient at all, and every reason why somebody may not."""

from enum import StrEnum

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import SELF_PAY, Need


class Exclusion(StrEnum):
    """A hard requirement that a candidate does not meet."""

    NOT_LICENSED_IN_STATE = "not licensed in the patient's state"
    LANGUAGE_NOT_SPOKEN = "does not speak the patient's language"
    AGE_GROUP_NOT_SERVED = "does not serve the patient's age group"
    FORMAT_NOT_OFFERED = "does not offer sessions for who takes part"
    PLACE_NOT_OFFERED = "does not see patients where this one can come"
    PAYER_NOT_TAKEN = "does not take the payer"
    PRICE_ABOVE_BUDGET = "costs more than the budget"
    NOT_A_PRESCRIBER = "does not prescribe"
    GENDER_NOT_AS_REQUIRED = "is not of the gender the patient must have"
    METHOD_NOT_OFFERED = "does not work with the method the patient must have"
    TAKES_NO_NEW_PATIENTS = "takes no new patients"
    NO_SESSIONS_LEFT = "has no sessions left this week"
    NO_FREE_TIME = "has no free time in a wanted part of the week"


def exclusions(need: Need, candidate: Candidate) -> tuple[Exclusion, ...]:
    """Return every requirement the candidate does not meet; nothing means eligible.

    The order is always that of ``Exclusion``. A patient who pays without a budget has no limit. Whoever
    saw the patient before goes on with them, new patients or not.
    """
    pays_themselves = need.payer == SELF_PAY and need.budget_minor is not None
    unmet = {
        Exclusion.NOT_LICENSED_IN_STATE: need.state not in candidate.states,
        Exclusion.LANGUAGE_NOT_SPOKEN: need.language not in candidate.languages,
        Exclusion.AGE_GROUP_NOT_SERVED: need.age_group not in candidate.age_groups,
        Exclusion.FORMAT_NOT_OFFERED: need.format != candidate.format,
        Exclusion.PLACE_NOT_OFFERED: candidate.places.isdisjoint(need.places),
        Exclusion.PAYER_NOT_TAKEN: need.payer not in candidate.payers,
        Exclusion.PRICE_ABOVE_BUDGET: pays_themselves and candidate.price_minor > (need.budget_minor or 0),
        Exclusion.NOT_A_PRESCRIBER: need.needs_prescriber and not candidate.is_prescriber,
        Exclusion.GENDER_NOT_AS_REQUIRED: need.required_gender not in (None, candidate.gender),
        Exclusion.METHOD_NOT_OFFERED: need.required_method not in (None, *candidate.modalities),
        Exclusion.TAKES_NO_NEW_PATIENTS: not (candidate.takes_new_patients or candidate.is_known),
        Exclusion.NO_SESSIONS_LEFT: candidate.sessions_left == 0 and not candidate.is_known,
        Exclusion.NO_FREE_TIME: candidate.free_within(need.windows) == 0,
    }
    return tuple(exclusion for exclusion, is_unmet in unmet.items() if is_unmet)
