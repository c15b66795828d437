"""Rows and figures of home pages that an edition adds."""

from collections.abc import Iterator

from django.utils.module_loading import import_string

from attune.foundation.policies import policy
from attune.web.access import PersonRequest
from attune.web.components.figures import Figure
from attune.web.components.tasks import TaskRow
from attune.workflows.home_policy import HomePolicy


def provider_figures(request: PersonRequest) -> tuple[Figure, ...]:
    """Return the edition's figures for a provider's home."""
    return tuple(figure for path in policy(HomePolicy).provider_figures for figure in import_string(path)(request))


def practice_rows(request: PersonRequest) -> Iterator[TaskRow]:
    """Yield what who runs an edition's practice has to do beside their tasks."""
    for path in policy(HomePolicy).practice_rows:
        yield from import_string(path)(request)


def operator_rows(request: PersonRequest) -> Iterator[TaskRow]:
    """Yield what the edition's operators have to mend beside their tasks."""
    for path in policy(HomePolicy).operator_rows:
        yield from import_string(path)(request)
