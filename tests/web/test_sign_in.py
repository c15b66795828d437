"""Signing in with a password and a second step."""

import pytest
from django.test import Client

from tests.support.people import PASSWORD, patient

pytestmark = [pytest.mark.usefixtures("committed_database"), pytest.mark.urls("tests.web.sign_in_urls")]


def test_a_patient_signs_in_with_e_mail_and_password_and_lands_at_home():
    mira, client = patient(), Client()

    answer = client.post("/sign-in", {"login": mira.email, "password": PASSWORD}, follow=True)

    assert answer.redirect_chain == [("/home", 302), ("/me", 302)]
