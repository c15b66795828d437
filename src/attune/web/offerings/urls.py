"""The addresses of the pages about offerings, in either area that has them."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from attune.foundation.authorization import Permission
from attune.scheduling.hours_permissions import CHANGE_OFFERINGS, CHANGE_OWN_OFFERINGS
from attune.web.access import Area, staff_page
from attune.web.offerings import views


def _urls(area: Area, wanted: Permission, listed: Callable[..., HttpResponseBase]) -> list[URLPattern]:
    at, one = f"{area}/offerings", f"{area}/offerings/<uuid:offering_id>"
    return [
        path(at, staff_page(area, wanted)(listed), name=f"{area}_offerings"),
        path(f"{at}/add", staff_page(area, wanted)(views.add), name=f"{area}_add_offering"),
        path(one, staff_page(area, wanted)(views.change), name=f"{area}_offering"),
        path(f"{one}/retire", staff_page(area, wanted)(views.retire), name=f"{area}_retire_offering"),
    ]


OWN_OFFERINGS = _urls(Area.PROVIDER, CHANGE_OWN_OFFERINGS, views.own_offerings)
PRACTICE_OFFERINGS = _urls(Area.PRACTICE, CHANGE_OFFERINGS, views.practice_offerings)
