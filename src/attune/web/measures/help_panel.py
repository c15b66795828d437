"""What somebody sees the moment an answer says that they may not be safe."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.foundation.clock import now
from attune.measures.queries.flags import RaisedFlag
from attune.web.components.formatting import when
from attune.web.components.notices import Alert, Crisis, Tone
from attune.web.greetings import viewer_zone
from attune.web.public.pages import HELP
from attune.workflows.own_measures import Questionnaire

WAYS = tuple(way for way in HELP.ways if way.url in {"tel:988", "sms:988", "sms:741741", "tel:911"})
PANEL = Crisis(
    gettext_lazy("Thank you for telling us."),
    gettext_lazy(
        "You answered that thoughts of being better off dead, or of hurting yourself, have been there. "
        "You do not have to carry that alone, not even tonight."
    ),
    WAYS,
)
OF_CHILD = Crisis(
    gettext_lazy("Thank you for telling us."),
    gettext_lazy(
        "An answer says that thoughts of being better off dead, or of hurting oneself, have been there. "
        "Stay together for now. Neither of you has to carry that alone."
    ),
    WAYS,
)


def help_panel(found: Questionnaire, flag: RaisedFlag) -> Crisis:
    """Return the ways to a person now, and who was asked to call and by when."""
    panel = OF_CHILD if found.asked.patient_name else PANEL
    return replace(panel, follow_up=None if flag.is_acknowledged else _who_calls(found, flag))


def _who_calls(found: Questionnaire, flag: RaisedFlag) -> Alert:
    told = {
        "name": flag.name,
        "practice": found.practice_name,
        "when": when(flag.due_at, now=now(), zone=viewer_zone()),
    }
    title = _("%(name)s at %(practice)s has been told") if flag.name else _("%(practice)s has been told")
    text = _(
        "They are asked to reach you at the address you sign in with. At the latest: %(when)s. "
        "The lines above answer at once."
    )
    return Alert(title % told, text % told, Tone.GOOD)
