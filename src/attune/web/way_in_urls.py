"""The addresses that only an edition has in which practices found themselves: applying, and the way in."""

from django.urls import path

from attune.agreements.permissions import END_CONTRACT
from attune.practices.permissions import CORRECT_APPLICATION, GO_LIVE, SEE_APPLICATION
from attune.web.access import Area, staff_page
from attune.web.agreements.ending import end_own_contract
from attune.web.practice_console import way_in
from attune.web.provider_portal.join import join
from attune.web.public.for_practices import apply_with_practice, for_practices
from attune.workflows.permissions import JOIN_AS_PROVIDER

urlpatterns = [
    path("practices", for_practices, name="public_for_practices"),
    path("practices/apply", apply_with_practice, name="practice_apply"),
    path(
        "practice/agreements/end",
        staff_page(Area.PRACTICE, END_CONTRACT)(end_own_contract),
        name="practice_end_contract",
    ),
    path("provider/join", staff_page(Area.PROVIDER, JOIN_AS_PROVIDER)(join), name="provider_join"),
    path(
        "practice/going-live",
        staff_page(Area.PRACTICE, SEE_APPLICATION)(way_in.way_in_page),
        name="practice_way_in",
    ),
    path(
        "practice/going-live/go",
        staff_page(Area.PRACTICE, GO_LIVE)(way_in.go_live),
        name="practice_go_live",
    ),
    path(
        "practice/going-live/facts",
        staff_page(Area.PRACTICE, CORRECT_APPLICATION)(way_in.correct),
        name="correct_application",
    ),
]
