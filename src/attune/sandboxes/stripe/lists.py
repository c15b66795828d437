"""Pages of lists, newest first, and objects put in the place of their ids."""

from collections.abc import Sequence
from typing import Any, Final

from attune.sandboxes.stripe.errors import ApiError, no_such, wrong
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body, Store

LIMIT_DEFAULT, LIMIT_MAX = 10, 100
DEPTH_MAX: Final = 4


def page(found: Sequence[Body], asked: dict[str, Any], *, url: str, equal: Sequence[str] = ()) -> Body:
    """Return one page of what fits the question. Raises ApiError."""
    limit = asked.get("limit", LIMIT_DEFAULT)
    if not 1 <= limit <= LIMIT_MAX:
        raise wrong("limit", f"Invalid integer: must be between 1 and {LIMIT_MAX}", code="parameter_invalid_integer")
    fitting = [one for one in reversed(found) if _fits(one, asked, equal)]
    if "starting_after" in asked:
        fitting = fitting[_place(fitting, asked["starting_after"]) + 1 :]
    if "ending_before" in asked:
        fitting = fitting[: _place(fitting, asked["ending_before"])][-limit:]
    return {"object": "list", "data": fitting[:limit], "has_more": len(fitting) > limit, "url": url}


def fee_refunds_of(sandbox: Sandbox, _account: str, asked: dict[str, Any], fee_id: str) -> Body:
    """Return the refunds of an application fee."""
    fee = sandbox.store.find("application_fee", fee_id, account=PLATFORM)
    found = [one for one in sandbox.store.listed("fee_refund", account=PLATFORM) if one["fee"] == fee["id"]]
    return page(found, asked, url=f"/v1/application_fees/{fee_id}/refunds")


def expanded(store: Store, body: Body, paths: Sequence[str]) -> Body:
    """Return an answer with the objects that were asked for in the place of their ids. Raises ApiError."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEPTH_MAX:
            raise wrong("expand", f"You cannot expand more than {DEPTH_MAX} levels of a property.")
        body = _expanded(store, body, steps, path)
    return body


def _expanded(store: Store, value: Any, steps: list[str], path: str) -> Any:
    if isinstance(value, list):
        return [_expanded(store, one, steps, path) for one in value]
    if not steps or value is None:
        return value
    if not isinstance(value, dict) or steps[0] not in value:
        raise ApiError(400, f"This property cannot be expanded ({path}).", code="property_expansion_not_allowed")
    inner = value[steps[0]]
    if isinstance(inner, str) and store.body_of(inner) is not None:
        inner = store.body_of(inner)
    return {**value, steps[0]: _expanded(store, inner, steps[1:], path)}


def _fits(one: Body, asked: dict[str, Any], equal: Sequence[str]) -> bool:
    if any(name in asked and one.get(name) != asked[name] for name in equal):
        return False
    created = asked.get("created")
    if created is None:
        return True
    if isinstance(created, int):
        return bool(one["created"] == created)
    at = one["created"]
    bounds = {"gt": at.__gt__, "gte": at.__ge__, "lt": at.__lt__, "lte": at.__le__}
    return all(bounds[name](int(moment)) for name, moment in created.items())


def _place(found: Sequence[Body], object_id: str) -> int:
    for place, one in enumerate(found):
        if one["id"] == object_id:
            return place
    raise no_such("object", object_id, param="starting_after")
