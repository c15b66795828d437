"""The marketplace's three APIs, for ``include()`` under ``api/``."""

from django.urls import path, re_path

from attune.api.admin import api as admin
from attune.api.patient import api as patient
from attune.api.provider import api as provider
from attune.api.shared.instance import nothing_here

apis = (provider, patient, admin)

urlpatterns = [
    path("provider/v1/", provider.urls),
    path("patient/v1/", patient.urls),
    path("admin/v1/", admin.urls),
    re_path(r"^.*$", nothing_here),
]
