"""The addresses of the pages about what holds for every session."""

from django.urls import URLPattern, path

from attune.scheduling.booking_permissions import KEEP_ROOMS, SET_TERMS
from attune.scheduling.telling_permissions import SET_REMINDERS
from attune.web.access import Area, staff_page
from attune.web.policies import practice, terms

PRACTICE_POLICIES: list[URLPattern] = [
    path("practice/policies", staff_page(Area.PRACTICE, SET_REMINDERS)(practice.policies), name="practice_policies"),
    path("practice/policies/rooms", staff_page(Area.PRACTICE, KEEP_ROOMS)(practice.add), name="practice_add_room"),
    path(
        "practice/policies/rooms/<uuid:room_id>/retire",
        staff_page(Area.PRACTICE, KEEP_ROOMS)(practice.retire),
        name="practice_retire_room",
    ),
]
# Where providers have terms of their own.
OWN_TERMS: list[URLPattern] = [
    path("provider/offerings/terms", staff_page(Area.PROVIDER, SET_TERMS)(terms.own_terms), name="provider_terms"),
]
