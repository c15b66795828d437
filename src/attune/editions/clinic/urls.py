"""Every address of the clinic edition."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(settings.API_URLS)),
    path("", include("attune.web.sign_in.urls")),
]
