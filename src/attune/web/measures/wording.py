"""What instruments, scores and changes are called: plainly for patients, by their names for clinicians."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attune.measures.queries.trend import Trend
from attune.measures.rules.change import Change, Direction
from attune.measures.rules.not_on_track import Reason
from attune.measures.rules.schedule import State
from attune.web.components.notices import Badge, Tone
from attune.web.components.text import Text

ABOUT: Mapping[str, Text] = {
    "phq-9": gettext_lazy("How your mood has been"),
    "gad-7": gettext_lazy("How worried you have been"),
}
"""What a questionnaire is about, for who fills it in; without an entry its own name."""

BANDS: Mapping[str, Text] = {
    "minimal": gettext_lazy("minimal"),
    "mild": gettext_lazy("mild"),
    "moderate": gettext_lazy("moderate"),
    "moderately_severe": gettext_lazy("moderately severe"),
    "severe": gettext_lazy("severe"),
}
"""The instruments' own words, for clinicians."""

SHORT_BANDS: Mapping[str, Text] = {**BANDS, "moderately_severe": gettext_lazy("mod. sev.")}
"""The same beside a drawing, where there is little room."""

PLAIN_BANDS: Mapping[str, Text] = {
    "minimal": gettext_lazy("few"),
    "mild": gettext_lazy("some"),
    "moderate": gettext_lazy("many"),
    "moderately_severe": gettext_lazy("many"),
    "severe": gettext_lazy("most"),
}
"""How many of the days were hard, for the person themselves: a questionnaire is no diagnosis."""

PLAIN_RESULTS: Mapping[str, Text] = {
    "minimal": gettext_lazy("Few of the last days were hard in these ways."),
    "mild": gettext_lazy("Some of the last days were hard in these ways."),
    "moderate": gettext_lazy("Many of the last days were hard in these ways."),
    "moderately_severe": gettext_lazy("Many of the last days were very hard in these ways."),
    "severe": gettext_lazy("Most of the last days were very hard in these ways."),
}

REASONS: Mapping[Reason, Text] = {
    Reason.HARM_ROSE: gettext_lazy("Thoughts of death or self-harm came more often than last time."),
    Reason.WORSE: gettext_lazy("Reliably worse than at the start, or than at their best."),
    Reason.NO_CHANGE: gettext_lazy("No reliable change after six weeks."),
    Reason.LITTLE_CHANGE: gettext_lazy("Less than a fifth better after four weeks."),
    Reason.MISSED: gettext_lazy("The last two or more were not answered."),
}

STATES: Mapping[State, Badge] = {
    State.SENT: Badge(gettext_lazy("Sent"), Tone.NOTE),
    State.STARTED: Badge(gettext_lazy("Begun"), Tone.NOTE),
    State.SUBMITTED: Badge(gettext_lazy("Answered"), Tone.GOOD),
    State.EXPIRED: Badge(gettext_lazy("Not answered"), Tone.CAUTION),
}


def about(code: str, name: str) -> str:
    """Return what a questionnaire is about, for who fills it in."""
    return str(ABOUT.get(code, name))


def seconds_in_words(seconds: int) -> str:
    """Return about how long something takes."""
    if seconds < 60:
        tens = max(10, round(seconds / 10) * 10)
        return _("about %(count)d seconds") % {"count": tens}
    minutes = round(seconds / 60)
    return ngettext("about a minute", "about %(count)d minutes", minutes) % {"count": minutes}


def plain_change(found: Trend) -> str:
    """Return the newest score and what became of the first, for the person themselves."""
    last = found.last
    assert last is not None, "shown once there is a score"
    told = {"score": last.score, "max": found.score_max}
    if found.change is None:
        return _("%(score)d of %(max)d. This is where you start; lower means fewer hard days.") % told
    lost = found.change.points
    if lost == 0:
        return _("%(score)d of %(max)d, the same as when you started.") % told
    told["points"] = abs(lost)
    if lost > 0:
        return _("%(score)d of %(max)d, %(points)d less than when you started. Lower means fewer hard days.") % told
    return _("%(score)d of %(max)d, %(points)d more than when you started. Your therapist sees it too.") % told


def change_in_words(found: Trend) -> str:
    """Return the newest score, its band and the change from the first, for a clinician."""
    last = found.last
    if last is None:
        return _("No answer yet.")
    told = {"score": last.score, "max": found.score_max, "band": str(BANDS[last.band])}
    now = _("%(score)d of %(max)d, %(band)s.") % told
    if found.change is None:
        return now + " " + _("The first score: nothing to compare it with.")
    return f"{now} {_compared(found.change)}"


def _compared(change: Change) -> str:
    told = {"points": abs(change.points), "first": change.first}
    if change.points == 0:
        return _("The same as at the start.")
    if change.direction is Direction.WORSE:
        return _("%(points)d more than at the start (%(first)d): reliably worse.") % told
    if change.direction is Direction.STEADY:
        more = _("%(points)d more than at the start (%(first)d): within chance.")
        less = _("%(points)d less than at the start (%(first)d): within chance.")
        return (less if change.points > 0 else more) % told
    better = _("%(points)d less than at the start (%(first)d): reliably better.") % told
    if change.is_remission:
        return better + " " + _("In remission.")
    return better + " " + _("A response: half or less.") if change.is_response else better
