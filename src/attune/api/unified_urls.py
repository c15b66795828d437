"""The clinic's one API, for ``include()`` under ``api/``."""

from django.urls import path, re_path

from attune.api.shared.instance import nothing_here
from attune.api.unified import api as unified

apis = (unified,)

urlpatterns = [
    path("v1/", unified.urls),
    re_path(r"^.*$", nothing_here),
]
