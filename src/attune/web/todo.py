"""The tasks of a home page, and the part of it that refreshes by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.web.access import Area, PersonRequest
from attune.web.components.actions import Action, Size, Weight
from attune.web.components.notices import Drawing, EmptyState
from attune.web.components.shell import Count
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.components.text import Text
from attune.web.greetings import day_in_sentence, viewer_zone
from attune.web.home_additions import operator_rows, practice_rows
from attune.web.provider_portal.to_do import provider_rows
from attune.worklist.actions.open_task import REGION
from attune.worklist.queries.own import OwnTask, tasks_for
from attune.worklist.rules import kinds

NOTHING = EmptyState(
    gettext_lazy("Nothing needs you"),
    gettext_lazy("What you must do stands here, the most urgent first."),
    Drawing.DESK,
)
HEADINGS: dict[Area, Text] = {Area.PATIENT: gettext_lazy("For you to do"), Area.OPERATOR: gettext_lazy("Exceptions")}
URGENCIES = {
    kinds.Urgency.NOW: Urgency.URGENT,
    kinds.Urgency.URGENT: Urgency.URGENT,
    kinds.Urgency.SOON: Urgency.SOON,
    kinds.Urgency.CALM: Urgency.CALM,
}
"""An overdue task is urgent, not now: the lamp is for what happens this minute."""


ICONS = {
    "identity.set_up_second_factor": "lock",
    "identity.chase_invitation": "message",
    "identity.extend_role": "people",
}
"""The drawing beside a task, by its kind; a clock for the others."""


MORE: dict[Area, Callable[[PersonRequest], Iterator[TaskRow]]] = {
    Area.PROVIDER: provider_rows,
    Area.PRACTICE: practice_rows,
    Area.OPERATOR: operator_rows,
}
"""What there is to do beside tasks, by area: it follows from what is, and ends by itself."""

_WORST_FIRST = (Urgency.NOW, Urgency.URGENT, Urgency.SOON, Urgency.CALM)


def tasks_here(request: PersonRequest, first: Sequence[TaskRow] = ()) -> TaskList:
    """Return what the person has to do where they work now, or in their own care, worst first.

    ``first`` are rows that the caller looked up, in scopes of their own.
    """
    tasks = [_row(task) for task in tasks_for(request.actor)]
    more = list(MORE[request.area](request)) if request.area in MORE else []
    rows = sorted([*first, *tasks, *more], key=lambda one: _WORST_FIRST.index(one.urgency))
    rows[:1] = [replace(one, action=replace(one.action, weight=Weight.PRIMARY)) for one in rows[:1]]
    return TaskList(
        heading=HEADINGS.get(request.area, _("To do")),
        rows=tuple(rows),
        summary=_summary(len(rows)),
        empty=NOTHING,
        refresh_url=reverse(f"{request.area}_tasks"),
        key=REGION,
        button_size=Size.NORMAL if request.area is Area.PATIENT else Size.SMALL,
    )


@require_GET
def task_region(request: PersonRequest) -> HttpResponseBase:
    """Answer the tasks alone, for an open page that was told that they changed."""
    return TemplateResponse(request, "components/task_list.html", {"tasks": tasks_here(request)})


def open_count(tasks: TaskList) -> Count | None:
    """Return how many things there are to do, for the navigation; None for none."""
    return Count(len(tasks.rows), _("to do")) if tasks.rows else None


def _summary(number: int) -> str:
    return ngettext("%(number)d thing", "%(number)d things", number) % {"number": number} if number else ""


def _row(task: OwnTask) -> TaskRow:
    day = day_in_sentence(task.due_at, now=now(), zone=viewer_zone())
    return TaskRow(
        title=task.title,
        why=task.why,
        due=(_("since %(day)s") if task.due_at <= now() else _("by %(day)s")) % {"day": day},
        icon=ICONS.get(task.kind, "clock"),
        urgency=URGENCIES[task.urgency],
        action=Action(task.action_label, task.url),
    )
