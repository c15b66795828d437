"""The operators' addresses that only an edition with many practices has."""

from django.urls import path

from attune.practices.permissions import LIST_PRACTICES
from attune.web.access import Area, staff_page
from attune.web.operator_console.practices import practices

urlpatterns = [
    path("operate/practices", staff_page(Area.OPERATOR, LIST_PRACTICES)(practices), name="operator_practices"),
]
