"""The addresses of sign-in, with pages of the areas that say where one has landed."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from attune.foundation.authorization import Role, permission
from attune.web.access import Area, PersonRequest, public_page, staff_page

OPEN_THE_PAGE = permission("test.page.open", "open the tests' page", Role)


@public_page
def landed(request: HttpRequest) -> HttpResponse:
    """Answer with the address."""
    return HttpResponse(request.path)


@staff_page(Area.PRACTICE, OPEN_THE_PAGE)
def at_work(request: PersonRequest) -> HttpResponse:
    """Answer with who works."""
    return HttpResponse(str(request.person.person_id))


urlpatterns = [
    path("", include("attune.web.sign_in.urls")),
    path("work", at_work, name="at_work"),
    path("operate", landed, name="operator_home"),
    path("practice", landed, name="practice_home"),
    path("provider", landed, name="provider_home"),
    path("me", landed, name="patient_home"),
]
