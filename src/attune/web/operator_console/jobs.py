"""Jobs that gave up, and the way back."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from attune.foundation.background.dead import DeadJob, dead_jobs
from attune.foundation.clock import now
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import nearness
from attune.web.components.notices import EmptyState
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for
from attune.workflows.decide_on_dead_job import give_dead_job_up, run_dead_job_again

NONE_DEAD = EmptyState(
    gettext_lazy("No job gave up"), gettext_lazy("A job whose tries are spent stands here, with its last error.")
)


@require_GET
def jobs(request: PersonRequest) -> HttpResponseBase:
    """List the jobs that gave up."""
    found = dead_jobs(request.actor)
    tasks = TaskList(_("Jobs that gave up"), tuple(map(_row, found)), empty=NONE_DEAD, key="jobs")
    return TemplateResponse(request, "operator/jobs.html", {"shell": shell_for(request), "tasks": tasks})


@require_POST
def retry(request: PersonRequest, job_id: int) -> HttpResponseBase:
    """Queue a job again, with all its tries."""
    run_dead_job_again(request.actor, job_id=job_id)
    messages.success(request, _("Queued again, with all its tries."))
    return redirect("operator_jobs")


@require_POST
def discard(request: PersonRequest, job_id: int) -> HttpResponseBase:
    """Give a job up for good."""
    give_dead_job_up(request.actor, job_id=job_id)
    messages.success(request, _("Given up for good."))
    return redirect("operator_jobs")


def _row(job: DeadJob) -> TaskRow:
    holder, about = job.practice_id or job.person_id or _("the platform"), job.reference or _("nothing single")
    return TaskRow(
        title=_("%(job)s gave up after %(tries)d tries") % {"job": job.name, "tries": job.tries},
        why=_("%(error)s. For %(holder)s, about %(about)s.")
        % {"error": job.error or _("No error was noted"), "holder": holder, "about": about},
        due=nearness(job.died_at, now=now(), zone=viewer_zone()) if job.died_at else "",
        icon="bolt",
        urgency=Urgency.SOON,
        action=Action(_("Run it again"), reverse("retry_job", kwargs={"job_id": job.id}), Weight.PRIMARY, posts=True),
        other=Action(_("Give it up"), reverse("discard_job", kwargs={"job_id": job.id}), Weight.QUIET, posts=True),
    )
