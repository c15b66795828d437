"""The addresses that only an edition has in which the organization employs its providers."""

from django.urls import path

from attune.agreements.permissions import SIGN_FOR_SELF
from attune.practices.permissions import EMPLOY, OPEN_STATES, SEE_EMPLOYMENT, SEE_STATES
from attune.web.access import Area, staff_page
from attune.web.agreements.urls import agreement_urls
from attune.web.hiring import employments, states

AT = "practice/hiring"
ONE = f"{AT}/<uuid:employment_id>"
STATE = "practice/states/<slug:state_code>"

urlpatterns = [
    *agreement_urls(Area.PROVIDER, at="provider/attestations", prefix="provider_", permission=SIGN_FOR_SELF),
    path(AT, staff_page(Area.PRACTICE, SEE_EMPLOYMENT)(employments.employments), name="practice_hiring"),
    path(f"{AT}/new", staff_page(Area.PRACTICE, EMPLOY)(employments.begin), name="begin_hiring"),
    path(ONE, staff_page(Area.PRACTICE, SEE_EMPLOYMENT)(employments.employment), name="employment"),
    path(f"{ONE}/checklist", staff_page(Area.PRACTICE, EMPLOY)(employments.checklist), name="hiring_checklist"),
    path(f"{ONE}/complete", staff_page(Area.PRACTICE, EMPLOY)(employments.complete), name="complete_hiring"),
    path(f"{ONE}/end", staff_page(Area.PRACTICE, EMPLOY)(employments.end), name="end_employment"),
    path("practice/states", staff_page(Area.PRACTICE, SEE_STATES)(states.states), name="practice_states"),
    path(STATE, staff_page(Area.PRACTICE, OPEN_STATES)(states.state), name="practice_state"),
    path(f"{STATE}/open", staff_page(Area.PRACTICE, OPEN_STATES)(states.open_it), name="open_state"),
    path(f"{STATE}/close", staff_page(Area.PRACTICE, OPEN_STATES)(states.close_it), name="close_state"),
]
