"""An API: its audience, its operations behind the door, its document."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.openapi.urls import get_openapi_urls

from attune.api.shared.authentication import ApiToken
from attune.api.shared.declaration import Declaration, Operations, declaration_of
from attune.api.shared.document import completed
from attune.api.shared.door import guarded
from attune.api.shared.errors import MethodNotOffered, NothingHere
from attune.api.shared.problems import problem_response
from attune.api.shared.translation import TABLE, problem_of, translated
from attune.foundation.authorization import Permission


@dataclass(frozen=True, slots=True)
class ApiAccess:
    """An address's declaration for the rule that every view has one: who enters is the door's affair."""

    audience: str
    permissions: tuple[Permission, ...] = ()
    area: str = "system"


class AttuneAPI(NinjaAPI):
    """One API of one audience. ``root`` is where the edition mounts it, such as ``/api/provider/v1/``."""

    def __init__(
        self,
        *,
        name: str,
        audience: str,
        root: str,
        title: str,
        description: str,
        operations: Iterable[Operations],
    ) -> None:
        super().__init__(
            title=title,
            version="1",
            description=description,
            docs_url=None,
            docs_decorator=require_safe,
            urls_namespace=f"api-{name}",
            auth=ApiToken(),
        )
        self.audience_name, self.root = audience, root
        self.document_name = name
        for kind in (*TABLE, Exception):
            self.add_exception_handler(kind, translated)
        self.add_decorator(guarded, mode="view")
        for offered in operations:
            self.add_router("", offered)

    def declarations(self) -> list[tuple[str, str, Declaration | None]]:
        """Return every operation: its method, its path below the root, and what it declares."""
        return [
            (method, address, declaration_of(operation))
            for bound in self._get_bound_routers()
            for address, view in bound.path_operations.items()
            for operation in view.operations
            for method in operation.methods
        ]

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document with every refusal in it; it does not depend on where it is asked for."""
        return completed(
            super().get_openapi_schema(path_prefix=path_prefix or self.root, path_params=path_params), self
        )

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns: list[URLResolver | URLPattern] = [
            _edged(pattern, ApiAccess(self.audience_name)) for pattern in get_openapi_urls(self)
        ]
        for bound in self._get_bound_routers():
            views = [view for view in bound.path_operations.values() for _ in view.operations]
            for pattern, view in zip(bound.urls_paths(bound.prefix), views, strict=True):
                declared = [declaration_of(operation) for operation in view.operations]
                needed = tuple(one.permission for one in declared if one is not None)
                patterns.append(_edged(pattern, ApiAccess(self.audience_name, needed)))
        return [
            *patterns,
            path("", nothing_here, name="api-root"),
            re_path(r"^.*$", nothing_here, name="nothing-here"),
        ]


def at_the_edge(view: Callable[..., HttpResponseBase], access: ApiAccess) -> Callable[..., HttpResponseBase]:
    """Return the view with every answer in the API's form: problems, and nothing kept by caches."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseNotAllowed):
                raise MethodNotOffered(response.headers["Allow"].split(", "))
        except (Http404, MethodNotOffered, NothingHere) as refusal:
            response = problem_response(problem_of(refusal))
        response.headers["Cache-Control"] = "no-store"
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    answered.access = access  # type: ignore[attr-defined]
    return answered


def _refuse(_request: HttpRequest) -> HttpResponseBase:
    raise NothingHere


nothing_here = at_the_edge(_refuse, ApiAccess("any"))
"""The answer at every address of the APIs that is none."""


def _edged(pattern: URLPattern, access: ApiAccess) -> URLPattern:
    return URLPattern(pattern.pattern, at_the_edge(pattern.callback, access), pattern.default_args, pattern.name)
