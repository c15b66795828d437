"""A provider's day."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.web.access import PersonRequest
from attune.web.components.tasks import TaskList
from attune.web.greetings import day_line, greeting
from attune.web.shells import shell_for
from attune.web.todo import open_count, tasks_here


@dataclass(frozen=True, slots=True)
class ProviderHome:
    """What a provider sees first."""

    greeting: str
    day: str
    place: str
    tasks: TaskList


@require_GET
def home(request: PersonRequest) -> HttpResponseBase:
    """Show today's tasks."""
    assert request.place is not None
    tasks, moment = tasks_here(request), now()
    page = ProviderHome(greeting(request.person.name, at=moment), day_line(moment), request.place.name, tasks)
    shell = shell_for(request, counts={"provider_home": open_count(tasks)})
    return TemplateResponse(request, "provider/home.html", {"shell": shell, "page": page})
