"""The addresses of charts."""

from django.urls import path

from attune.care_records.permissions import LET_COVER, READ_NOTES, SEE_CLIENTS
from attune.web.access import Area, staff_page
from attune.web.chart import views

_AT = "provider/patients/<uuid:chart_id>"

CHARTS = [
    path("provider/patients", staff_page(Area.PROVIDER, SEE_CLIENTS)(views.clients), name="provider_clients"),
    path(_AT, staff_page(Area.PROVIDER, READ_NOTES)(views.one), name="provider_chart"),
    path(f"{_AT}/cover", staff_page(Area.PROVIDER, LET_COVER)(views.cover), name="provider_chart_cover"),
]
