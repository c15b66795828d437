"""No operation without a permission, no address without a declaration."""

from datetime import date
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from ninja import Router, Schema

from attune.api.shared.declaration import Declaration, Operations
from attune.api.shared.deprecation import Deprecation
from attune.api.shared.instance import ApiAccess, AttuneAPI
from attune.foundation.authorization import every_permission
from attune.foundation.policies import policy
from attune.identity.rules.policy import ApiPolicy
from attune.identity.token_permissions import SEE_SELF
from tests.api import cast


class Told(Schema):
    """An answer."""

    text: str


def answer(api: AttuneAPI, address: str, request: HttpRequest) -> HttpResponse:
    """Return what an API that no address leads to would answer."""
    pattern = next(one for one in api.urls[0] if isinstance(one, URLPattern) and one.pattern.match(address))
    response = pattern.callback(request)
    assert isinstance(response, HttpResponse)
    return response


def api_with(*operations: Router) -> AttuneAPI:
    audience = policy(ApiPolicy).audiences[0].name
    return AttuneAPI(
        name="tried", audience=audience, root="/tried/", title="Tried", description="", operations=operations
    )


def asking(actor_token: str) -> HttpRequest:
    return RequestFactory().get("/tried/told", headers={"Authorization": f"Bearer {actor_token}"})


@pytest.mark.edition
def test_every_operation_declares_a_permission_that_is_registered():
    registered = {one.name for one in every_permission()}

    declared = {
        (api.root, method, address): declaration.permission.name if declaration else None
        for api in cast.apis()
        for method, address, declaration in api.declarations()
    }

    assert {place: name for place, name in declared.items() if name not in registered} == {}
    assert len(declared) >= 5


@pytest.mark.edition
def test_an_operation_without_a_declaration_is_never_run(owner_of_maple):
    bare = Router()
    ran = []

    @bare.get("/told", response=Told)
    def undeclared(request: HttpRequest) -> Told:
        ran.append(request)
        return Told(text="open")

    response = answer(api_with(bare), "told", asking(cast.token(owner_of_maple).text))

    assert (response.status_code, ran) == (500, [])


@pytest.mark.edition
def test_every_address_below_api_says_who_may_enter():
    def views(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
        found = []
        for one in patterns:
            found += views(one.url_patterns) if isinstance(one, URLResolver) else [one]
        return found

    below = next(one for one in get_resolver().url_patterns if str(one.pattern) == "api/")
    assert isinstance(below, URLResolver)

    access = [getattr(one.callback, "access", None) for one in views(below.url_patterns)]

    assert len(access) >= 5
    assert [one for one in access if not isinstance(one, ApiAccess)] == []


@pytest.mark.edition
def test_each_api_stands_where_its_document_says():
    roots = {api.document_name: api.root for api in cast.apis()}

    assert {name: reverse(f"api-{name}:api-root") for name in roots} == roots


@pytest.mark.edition
def test_a_deprecated_operation_says_since_when_until_when_and_what_instead(owner_of_maple):
    old = Operations()
    ending = Deprecation(since=date(2027, 1, 1), ends_on=date(2027, 7, 1), successor="/api/v2/told")

    @old.offer("GET", "/told", permission=SEE_SELF, answer=Told, deprecation=ending)
    def read_told(request: HttpRequest) -> Told:
        """Return what was told."""
        return Told(text="soon gone")

    api = api_with(old)
    response = answer(api, "told", asking(cast.token(owner_of_maple).text))

    assert response.status_code == HTTPStatus.OK
    assert response.headers["Deprecation"] == "@1798761600"
    assert response.headers["Sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert response.headers["Link"] == '</api/v2/told>; rel="successor-version"'
    assert api.get_openapi_schema()["paths"]["/tried/told"]["get"]["deprecated"] is True


@pytest.mark.edition
def test_scopes_name_permissions_that_are_registered():
    registered = {one.name for one in every_permission()}
    offered = policy(ApiPolicy)

    named = {name for audience in offered.audiences for scope in audience.scopes for name in scope.permissions}

    assert (named | offered.always) - registered == set()


@pytest.mark.edition
def test_each_operation_of_an_api_with_scopes_is_reached_by_one():
    offered = policy(ApiPolicy)
    unreachable = []
    for api in cast.apis():
        audience = offered.audience(api.audience_name)
        assert audience is not None
        everything = frozenset(scope.name for scope in audience.scopes)
        for _, address, declaration in api.declarations():
            assert isinstance(declaration, Declaration)
            if not offered.lets_through(audience, everything, declaration.permission.name):
                unreachable.append((api.root, address))

    assert unreachable == []
