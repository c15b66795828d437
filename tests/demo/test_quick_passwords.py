"""Passwords of the demonstration's people: kept quickly while the world is made, and made anew at a sign-in."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client, override_settings
from django.urls import reverse

from attune.demo.quick_passwords import quick_passwords
from attune.demo.worlds.world import PASSWORD
from attune.identity.actions.sign_up import sign_up
from attune.identity.models import User
from attune.settings import base

pytestmark = pytest.mark.django_db

EMAIL = "wren@example.org"


@override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)
def test_who_signs_in_with_a_password_that_was_kept_quickly_has_it_kept_with_all_it_takes():
    with quick_passwords():
        person_id = sign_up(email=EMAIL, name="Wren Halloran", password=PASSWORD, zone="America/Denver")
    quick = User.objects.get(id=person_id).password

    answer = Client().post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})

    kept = User.objects.get(id=person_id)
    assert (answer.status_code, answer["Location"]) == (302, "/home")
    assert "m=64,t=1,p=1" in quick
    assert "m=102400,t=2,p=8" in kept.password
    assert kept.check_password(PASSWORD)


@override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)
def test_afterwards_passwords_are_kept_as_before_whatever_happens():
    with pytest.raises(ZeroDivisionError), quick_passwords():
        raise ZeroDivisionError

    person_id = sign_up(email=EMAIL, name="Wren Halloran", password=PASSWORD, zone="America/Denver")

    kept = User.objects.get(id=person_id).password
    assert not identify_hasher(kept).must_update(kept)
