"""How an operation is declared: no operation exists without a named permission."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal, TypeVar
from uuid import UUID

from ninja import Router, Schema

from attune.api.shared.deprecation import Deprecation
from attune.foundation.authorization import Actor, Permission

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
PracticeOf = Callable[[Actor, Mapping[str, Any]], UUID]
Operation = TypeVar("Operation", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an operation needs and may answer, beyond its arguments and its answer.

    ``may_be_missing``: 404 for what is not theirs. ``may_conflict``: 409 beside
    that of a repeated key. ``opens_scopes``: it goes to one holder after another, each in
    a scope it opens itself; it reads, or puts what is the same however often it is put.
    ``practice_of`` finds, from the address, the one practice at which a person acts in their own care: the scope
    is opened on both.
    """

    method: Method
    permission: Permission
    may_be_missing: bool = False
    may_conflict: bool = False
    deprecation: Deprecation | None = None
    opens_scopes: bool = False
    practice_of: PracticeOf | None = None

    def __post_init__(self) -> None:
        assert not (self.opens_scopes and self.is_write), "a write with a key is one transaction of one holder"

    @property
    def is_write(self) -> bool:
        """Whether it takes an Idempotency-Key."""
        return self.method != "GET" and not (self.method == "PUT" and self.opens_scopes)


class Operations(Router):
    """Operations on one subject; the same ones are mounted in every API that offers them."""

    def offer(
        self,
        method: Method,
        path: str,
        *,
        permission: Permission,
        answer: type[Schema] | None,
        status: HTTPStatus = HTTPStatus.OK,
        may_be_missing: bool = False,
        may_conflict: bool = False,
        deprecation: Deprecation | None = None,
        opens_scopes: bool = False,
        practice_of: PracticeOf | None = None,
    ) -> Callable[[Operation], Operation]:
        """Register an operation; its name and docstring become those of the document."""

        def register(operation: Operation) -> Operation:
            operation.declaration = Declaration(  # type: ignore[attr-defined]
                method, permission, may_be_missing, may_conflict, deprecation, opens_scopes, practice_of
            )
            told = (operation.__doc__ or "").strip()
            registered: Operation = self.api_operation(
                [method],
                path,
                response={int(status): answer},
                operation_id=operation.__name__,
                summary=told.partition("\n")[0].rstrip("."),
                description=told,
                deprecated=True if deprecation else None,
            )(operation)
            return registered

        return register


def declaration_of(operation: Any) -> Declaration | None:
    """Return what a ninja operation declares, if it does."""
    found: Declaration | None = getattr(operation.view_func, "declaration", None)
    return found
