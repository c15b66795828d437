"""Every address of the clinic edition."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from attune.matching.permissions import OVERRIDE_ASSIGNMENT, SEE_WAITING
from attune.web.access import Area, staff_page
from attune.web.credentials.urls import PRACTICE_REVIEW
from attune.web.directory.urls import TEAM
from attune.web.practice_console.intake import views as intake
from attune.web.urls import SHARED

urlpatterns: list[URLPattern | URLResolver] = [
    *SHARED,
    *TEAM,
    *PRACTICE_REVIEW,
    path("practice/intake", staff_page(Area.PRACTICE, SEE_WAITING)(intake.intake), name="practice_intake"),
    path(
        "practice/intake/choose",
        staff_page(Area.PRACTICE, OVERRIDE_ASSIGNMENT)(intake.choose),
        name="practice_intake_choose",
    ),
    path("", include("attune.web.hiring.urls")),
    path("api/", include(settings.API_URLS)),
]

handler400 = "attune.web.error_pages.bad_request"
handler403 = "attune.web.error_pages.not_permitted"
handler404 = "attune.web.error_pages.not_found"
handler500 = "attune.web.error_pages.server_error"
