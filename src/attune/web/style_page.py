"""The living style page: every component with its states, fed like any page by dataclasses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from attune.web.components import style_samples


def style_page(request: HttpRequest) -> HttpResponse:
    """Return every component with its states."""
    return render(request, "style/style.html", {"page": style_samples.SAMPLES, "form": style_samples.sample_form()})
