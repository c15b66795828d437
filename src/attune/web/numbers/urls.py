"""Addresses of the numbers: the practice's own, and the platform's."""

from django.urls import path

from attune.insights.permissions import SEE_NUMBERS, SEE_OPERATING_NUMBERS
from attune.web.access import Area, staff_page
from attune.web.numbers.views import numbers, numbers_csv

PRACTICE_NUMBERS = [
    path("practice/numbers", staff_page(Area.PRACTICE, SEE_NUMBERS)(numbers), name="practice_numbers"),
    path(
        "practice/numbers/<slug:kind>.csv",
        staff_page(Area.PRACTICE, SEE_NUMBERS)(numbers_csv),
        name="practice_numbers_csv",
    ),
]
OPERATOR_NUMBERS = [
    path("operate/insights", staff_page(Area.OPERATOR, SEE_OPERATING_NUMBERS)(numbers), name="operator_numbers"),
    path(
        "operate/insights/<slug:kind>.csv",
        staff_page(Area.OPERATOR, SEE_OPERATING_NUMBERS)(numbers_csv),
        name="operator_numbers_csv",
    ),
]
