"""The living style page: every component with its states, fed like any page by dataclasses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from attune.web.components.style_sample_form import sample_form
from attune.web.components.style_samples import SAMPLES
from attune.web.components.style_samples_large import SAMPLE_NOW


def style_page(request: HttpRequest) -> HttpResponse:
    """Return every component with its states."""
    return render(request, "style/style.html", {"page": SAMPLES, "form": sample_form(), "now": SAMPLE_NOW})
