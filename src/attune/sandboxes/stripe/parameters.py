"""Reading form-encoded parameters, and holding them against the types that ship in the ``stripe`` package."""

import re
import sys
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace, UnionType
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from stripe import RequestOptions

from attune.sandboxes.stripe.errors import ApiError, wrong

BRACKETED = re.compile(r"\[([^\]]*)\]")
TRUE_OR_FALSE = {"true": True, "false": False}
NESTING_MAX = 10


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what ``a[b][0]=c`` and ``a[]=c`` mean: objects in objects, and lists."""
    found: dict[str, Any] = {}
    for written, value in pairs:
        name, bracket, _ = written.partition("[")
        path = [name, *BRACKETED.findall(written)] if bracket else [written]
        if len(path) > NESTING_MAX:
            raise wrong(name, f"Invalid parameter: {name} is nested too deeply")
        _put(found, path, value)
    lists: dict[str, Any] = _with_lists(found)
    return lists


def _put(into: dict[str, Any], path: list[str], value: str) -> None:
    for step in path[:-1]:
        inner = into.setdefault(step, {})
        if not isinstance(inner, dict):
            raise wrong(path[0], f"Invalid parameter: {path[0]} is given both as a value and as an object")
        into = inner
    into[path[-1] or str(len(into))] = value


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(one) for name, one in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def checked(asked: Mapping[str, Any], kind: type | None) -> dict[str, Any]:
    """Return the parameters with numbers and truths in their own types. Raises ApiError as Stripe does."""
    if kind is None:
        unknown = next(iter(asked), None)
        if unknown is not None and unknown != "expand":
            raise _unknown(unknown)
        return dict(asked)
    return _object(asked, kind, "")


def _object(asked: Mapping[str, Any], kind: type, path: str) -> dict[str, Any]:
    hints = _hints(kind)
    for name in asked:
        if name not in hints:
            raise _unknown(_named(path, name))
    for name in sorted(getattr(kind, "__required_keys__", frozenset()) & hints.keys()):
        if name not in asked:
            where = _named(path, name)
            raise wrong(where, f"Missing required param: {where}.", code="parameter_missing")
    return {name: _value(value, hints[name], _named(path, name)) for name, value in asked.items()}


def _value(value: Any, hint: Any, path: str) -> Any:
    if get_origin(hint) in {NotRequired, Required}:
        return _value(value, get_args(hint)[0], path)
    kinds = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    if isinstance(value, Mapping):
        return _mapping(value, kinds, path)
    if isinstance(value, list):
        return _list(value, kinds, path)
    return _scalar(value, kinds, path)


def _mapping(value: Mapping[str, Any], kinds: tuple[Any, ...], path: str) -> Any:
    for kind in kinds:
        if hasattr(kind, "__required_keys__"):
            return _object(value, kind, path)
    if any(get_origin(kind) is dict or kind is dict for kind in kinds):
        return {name: str(one) for name, one in value.items()}
    raise wrong(path, f"Invalid object: {path}", code="parameter_invalid_object")


def _list(value: list[Any], kinds: tuple[Any, ...], path: str) -> Any:
    for kind in kinds:
        if get_origin(kind) is list:
            return [_value(one, get_args(kind)[0], f"{path}[{place}]") for place, one in enumerate(value)]
    raise wrong(path, f"Invalid string: {path}", code="parameter_invalid_string")


def _scalar(value: str, kinds: tuple[Any, ...], path: str) -> Any:
    allowed = [one for kind in kinds if get_origin(kind) is Literal for one in get_args(kind)]
    # The library writes "one of these, or a text" so that it need not be changed for a new word; Stripe takes these.
    if value in allowed or (str in kinds and not any(allowed)):
        return value
    if int in kinds:
        if not re.fullmatch(r"-?\d{1,18}", value):
            raise wrong(path, f"Invalid integer: {value}", code="parameter_invalid_integer")
        return int(value)
    if bool in kinds:
        if value not in TRUE_OR_FALSE:
            raise wrong(path, f"Invalid boolean: {value}", code="parameter_invalid_boolean")
        return TRUE_OR_FALSE[value]
    if float in kinds:
        return float(value)
    if allowed:
        raise wrong(path, f"Invalid {path}: must be one of {', '.join(map(str, filter(None, allowed)))}")
    if value == "":
        return value
    raise wrong(path, f"Invalid object: {path}", code="parameter_invalid_object")


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Return a parameter type's own fields; what every call of the library takes is not sent."""
    own = {name: hint for name, hint in kind.__annotations__.items() if name not in RequestOptions.__annotations__}
    return get_type_hints(SimpleNamespace(__annotations__=own), globalns=vars(sys.modules[kind.__module__]))


def _named(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _unknown(path: str) -> ApiError:
    return wrong(path, f"Received unknown parameter: {path}", code="parameter_unknown")
