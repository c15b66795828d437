"""The addresses from a free time to a confirmed appointment."""

from django.urls import path

from attune.web.booking.choosing import choose_time

urlpatterns = [
    path("book/<uuid:offering_id>/", choose_time, name="choose_time"),
]
