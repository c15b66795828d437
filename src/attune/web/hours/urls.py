"""The addresses of the page about hours, in either area that has it."""

from django.urls import URLPattern, path

from attune.scheduling.hours_permissions import SET_HOURS, SET_OWN_HOURS
from attune.web.access import Area, staff_page
from attune.web.hours import views

OWN_HOURS: list[URLPattern] = [
    path("provider/hours", staff_page(Area.PROVIDER, SET_OWN_HOURS)(views.hours), name="provider_hours"),
    path(
        "provider/hours/preview",
        staff_page(Area.PROVIDER, SET_OWN_HOURS)(views.preview),
        name="provider_hours_preview",
    ),
]
EVERYBODYS_HOURS: list[URLPattern] = [
    path(
        "practice/providers/<uuid:provider_id>/hours",
        staff_page(Area.PRACTICE, SET_HOURS)(views.hours),
        name="practice_provider_hours",
    ),
    path(
        "practice/providers/<uuid:provider_id>/hours/preview",
        staff_page(Area.PRACTICE, SET_HOURS)(views.preview),
        name="practice_provider_hours_preview",
    ),
]
