"""Django alone: one view without a database behind five of Django's own middlewares."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from attune.foundation.garbage import leave_what_is_loaded

settings.configure(
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["ATTUNE_SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello\n", content_type="text/plain")


urlpatterns = [path("hello", hello)]
application = get_wsgi_application()
leave_what_is_loaded()
