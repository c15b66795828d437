"""What the questions are called, and what is said when an answer is not taken."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.kernel.us_states import US_STATES
from attune.patients import errors
from attune.patients.rules.answers import OWN_WORDS_MAX, Step
from attune.web.components.text import Text

STEP_NAMES: Final[Mapping[Step, Text]] = {
    Step.CONCERNS: gettext_lazy("what brings you"),
    Step.WHO: gettext_lazy("who it is for"),
    Step.WHERE: gettext_lazy("where you are"),
    Step.TIMES: gettext_lazy("how and when"),
    Step.PAYING: gettext_lazy("paying"),
    Step.WISHES: gettext_lazy("who would suit you"),
    Step.SAFETY: gettext_lazy("how you are now"),
}
MISSING: Final[Mapping[str, Text]] = {
    "concerns": gettext_lazy("Choose what matters most. You can say more below."),
    "places": gettext_lazy("Choose at least one way to meet."),
    "language": gettext_lazy("Choose the language you want to speak."),
    "name": gettext_lazy("Tell us your child’s name."),
    "outcome": gettext_lazy("Say how it went, in a sentence."),
}
FORM_FIELD: Final = {"concerns": "first", "budget_minor": "budget"}
"""Where a form's field has another name than the answer."""


def refusal_in_words(refused: errors.AnswerRefused) -> str:
    """Return what is wrong with an answer, and what to do."""
    match refused:
        case errors.AnswerMissing():
            return str(MISSING[refused.field])
        case errors.CodeUnknown():
            return _("This is none of the answers. Choose one of those shown.")
        case errors.OwnWordsTooLong():
            return _("These are %(length)s characters. We can keep %(most)s. Leave out what can wait.") % {
                "length": f"{refused.length:,}",
                "most": f"{OWN_WORDS_MAX:,}",
            }
        case errors.BirthDateWrong():
            return (
                _("This day has not come yet. Check the year.")
                if refused.is_future
                else _("This is too long ago. Check the year.")
            )
        case errors.TooYoung():
            return _("The youngest children our therapists see are 5. A pediatrician knows who helps earlier.")
        case errors.GrownUp():
            return _("They are 18 or older, so they ask for themselves. Choose “Me” if it is you.")
        case errors.NoSuchZip():
            return _("We cannot find %(zip)s. Check the digits, or choose your state instead.") % {
                "zip": refused.zip_code
            }
        case errors.ZipOutsideStates():
            return _(
                "%(zip)s is post for the forces abroad and lies in no state. Choose the state you will be in instead."
            ) % {"zip": refused.zip_code}
        case errors.NoSuchState():
            return _("Choose one of the states.")
        case errors.BudgetWrong():
            return _("Leave the sum empty, or write one above $0 if you pay yourself.")
        case errors.MustWithoutWish():
            return _("You said that it has to be so. Choose what, or choose “It would be nice”.")
    raise refused


def form_field(refused: errors.AnswerRefused) -> str:
    """Return the name of the form's field the refusal is about."""
    return FORM_FIELD.get(refused.field, refused.field)


def state_name(code: str) -> str:
    """Return a state's name."""
    return US_STATES.get(code, code)
