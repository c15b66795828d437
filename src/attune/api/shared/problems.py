"""Refusals as problem documents. Source: RFC 9457."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from attune.foundation.observability.correlation import current_request_id

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one value: where it stood (body, query, path, header), its name, and why."""

    place: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal in words. ``kind`` names it for programs, ``detail`` tells people what to do."""

    status: HTTPStatus
    kind: str
    title: str
    detail: str
    fields: tuple[FieldProblem, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


NOT_FOUND = Problem(HTTPStatus.NOT_FOUND, "not-found", "Not found", "There is nothing at this address for this token.")


def invalid(*fields: FieldProblem) -> Problem:
    """Return the problem of a request that could be read but not accepted."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "Not accepted",
        "Some values are not accepted. Each is listed in errors.",
        fields,
    )


def always(problem: Problem) -> Callable[[Any], Problem]:
    """Return what answers every error of a kind alike."""
    return lambda _: problem


def problem_response(problem: Problem) -> HttpResponse:
    """Return the problem as an answer, with the request's id for whoever asks about it."""
    told: dict[str, object] = {
        "type": f"urn:attune:problem:{problem.kind}",
        "title": problem.title,
        "status": int(problem.status),
        "detail": problem.detail,
        "request_id": str(current_request_id()),
    }
    if problem.fields:
        told["errors"] = [{"in": wrong.place, "field": wrong.name, "detail": wrong.detail} for wrong in problem.fields]
    return HttpResponse(
        json.dumps(told, ensure_ascii=False),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=dict(problem.headers),
    )
