"""Every address of the marketplace edition."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from attune.web.directory.urls import DIRECTORY
from attune.web.payouts.urls import PRACTICE_MONEY
from attune.web.policies.urls import OWN_TERMS
from attune.web.urls import SHARED

urlpatterns: list[URLPattern | URLResolver] = [
    *SHARED,
    *DIRECTORY,
    *PRACTICE_MONEY,
    *OWN_TERMS,
    path("", include("attune.web.operator_console.urls")),
    path("", include("attune.web.way_in_urls")),
    path("api/", include(settings.API_URLS)),
]

handler400 = "attune.web.error_pages.bad_request"
handler403 = "attune.web.error_pages.not_permitted"
handler404 = "attune.web.error_pages.not_found"
handler500 = "attune.web.error_pages.server_error"
