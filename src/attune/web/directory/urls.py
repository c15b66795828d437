"""The addresses of who can be booked: the marketplace's directory, and the clinic's team."""

from django.urls import URLPattern, path

from attune.web.directory import team, therapists

DIRECTORY: list[URLPattern] = [
    path("therapists", therapists.therapists, name="public_therapists"),
    path("therapists/<slug:slug>", therapists.therapist, name="public_therapist"),
    path("sitemap.xml", therapists.sitemap, name="sitemap"),
]
TEAM: list[URLPattern] = [
    path("team", team.our_team, name="public_team"),
    path("team/<slug:slug>", therapists.therapist, name="public_therapist"),
]
