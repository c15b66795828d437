"""The pages of the way in: applying, the steps, reading and signing, and what operators see of it."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from attune.credentialing.queries.providers import providers_here
from attune.foundation.authorization import OPERATOR_ROLES, Actor, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.identity.models import Membership
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.models import Practice
from attune.practices.rules.policy import Founding, TenancyPolicy
from tests.credentialing.people import NPI, licensed, verified
from tests.support.accounts import let_charge
from tests.support.world import CastMember, joined, person, sign_in

pytestmark = pytest.mark.usefixtures("db")

FACTS = {
    "structure": "solo",
    "name": "Quiet Lamp",
    "legal_name": "Quiet Lamp Counseling LLC",
    "tax_id": "84-1234567",
    "organization_npi": "",
    "street": "12 Larimer Street",
    "city": "Denver",
    "state": "CO",
    "zip_code": "80202",
    "zone": "America/Denver",
}
IDENTITY = {
    "name": "Maria Testerson",
    "legal_given_name": "Maria",
    "legal_family_name": "Testerson",
    "birth_date": "1971-03-05",
    "profession": "psychologist",
    "npi": NPI,
    "zone": "America/Denver",
}


@pytest.fixture
def maria() -> CastMember:
    return person("maria@example.org", "Maria Testerson", {Role.PATIENT})


def browser(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def applied(client: Client, **changed: str) -> UUID:
    """Apply, and return the practice's id."""
    once = new_id()
    client.post("/practices/apply", {**FACTS, "once": str(once), **changed})
    return once


def sign(client: Client, kind: str, *, name: str = "Maria Testerson") -> int:
    address = f"/practice/agreements/sign/{kind}"
    read = re.search(r'name="read_hash" value="(\w+)"', client.get(address).content.decode())
    assert read is not None
    told = client.post(address, {"read_hash": read[1], "typed_name": name, "has_read": "on"})
    return told.status_code


@pytest.mark.edition
def test_practices_apply_where_they_found_themselves_and_the_pages_are_absent_elsewhere():
    status = Client().get("/practices").status_code

    assert status == (200 if policy(TenancyPolicy).founding is Founding.BY_APPLICATION else 404)
    if policy(TenancyPolicy).founding is not Founding.BY_APPLICATION:
        with pytest.raises(NoReverseMatch):
            reverse("practice_apply")


def test_who_is_not_signed_in_is_led_to_sign_in_and_back():
    answer = Client().get("/practices/apply")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2Fpractices%2Fapply")
    assert b"/practices/apply" in Client().get("/practices").content


def test_a_stranger_comes_from_the_form_to_a_live_practice(maria: CastMember):
    client = browser(maria)

    practice_id = applied(client)
    page = client.get("/practice/going-live").content.decode()
    assert "Say who provides care" in page
    assert client.post("/provider/join", IDENTITY).status_code == 302
    owner = joined_actor(maria, practice_id)
    with scope(practice_id):
        (provider,) = providers_here(owner)
        licensed(owner, provider.provider_id)
        verified(owner, provider.provider_id)
    assert [sign(client, kind) for kind in ("platform_contract", "business_associate")] == [302, 302]
    assert "Open the account your patients pay into" in client.get("/practice/going-live").content.decode()
    let_charge(practice_id)
    assert "Everything is done" in client.get("/practice/going-live").content.decode()
    client.post("/practice/going-live/go")

    assert Practice.objects.get(id=practice_id).state == "live"
    told = client.get("/practice/going-live").content.decode()
    assert "Your practice is live, and nothing can be booked yet" in told
    assert 'href="/practice/offerings"' in told
    assert "nothing can be booked yet" in client.get("/practice").content.decode()


def joined_actor(member: CastMember, practice_id: UUID) -> Actor:
    membership = Membership.objects.get(practice_id=practice_id)
    assert membership.user_id == member.person_id
    return CastMember(
        member.person_id, member.email, member.name, frozenset({Role.OWNER, Role.PROVIDER}), practice_id
    ).actor


def test_an_application_that_is_sent_twice_makes_one_practice(maria: CastMember):
    client, once = browser(maria), str(new_id())

    told = [client.post("/practices/apply", {**FACTS, "once": once}).status_code for _ in range(2)]

    assert told == [302, 302]
    assert Practice.objects.filter(name="Quiet Lamp").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("tax_id", "12", "A tax ID has nine digits."),
        ("tax_id", "000000000", "Nobody was given this number."),
        ("zip_code", "8020", "A ZIP code has five digits, or nine."),
        ("organization_npi", "3000000000", "This is no NPI"),
        ("organization_npi", "1456000012", "This is no NPI"),
    ],
)
def test_what_is_wrong_is_told_under_its_field_and_nothing_is_written(
    maria: CastMember, field: str, value: str, told: str
):
    answer = browser(maria).post("/practices/apply", {**FACTS, "once": str(new_id()), field: value})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Practice.objects.filter(name="Quiet Lamp").exists()


def test_the_page_says_what_is_left_when_somebody_goes_live_too_early(maria: CastMember):
    client = browser(maria)
    applied(client)

    client.post("/practice/going-live/go")

    page = client.get("/practice/going-live").content.decode()
    assert "These steps are left: Provider, NPI, License" in page
    assert Practice.objects.get(name="Quiet Lamp").state == "applied"


def test_facts_are_corrected_until_they_are_signed(maria: CastMember):
    client = browser(maria)
    applied(client)
    better = {**FACTS, "once": str(new_id()), "legal_name": "Quiet Lamp Therapy LLC"}

    assert client.post("/practice/going-live/facts", better).status_code == 302
    assert "Quiet Lamp Therapy LLC" in client.get("/practice/going-live").content.decode()
    sign(client, "platform_contract")
    sign(client, "business_associate")
    answer = client.post("/practice/going-live/facts", better)
    assert answer.status_code == 422
    assert "stand in a signed contract" in answer.content.decode()


def test_a_signature_needs_the_signers_own_name_and_gives_a_document(maria: CastMember):
    client = browser(maria)
    applied(client)

    assert sign(client, "platform_contract", name="Somebody Else") == 422
    assert sign(client, "platform_contract") == 302
    page = client.get("/practice/agreements").content.decode()
    address = re.search(r"/practice/agreements/[0-9a-f-]+\.pdf", page)
    assert address is not None
    answer = client.get(address[0])
    assert (answer.headers["Content-Type"], answer.getvalue()[:5]) == ("application/pdf", b"%PDF-")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_words_that_are_not_read_are_not_signed(maria: CastMember):
    client = browser(maria)
    applied(client)
    address = "/practice/agreements/sign/platform_contract"

    unread = client.post(address, {"read_hash": "0" * 64, "typed_name": maria.name, "has_read": "on"})
    unticked = client.post(address, {"read_hash": "0" * 64, "typed_name": maria.name})

    assert (unread.status_code, unticked.status_code) == (422, 422)
    assert "The text changed while you were reading" in unread.content.decode()
    assert client.get("/practice/agreements/sign/nonsense").status_code == 404


def test_a_provider_enters_themselves_once_and_a_wrong_npi_is_told_under_its_field(maria: CastMember):
    client = browser(maria)
    applied(client)

    wrong = client.post("/provider/join", {**IDENTITY, "npi": "1000000005"})
    assert (wrong.status_code, "This is no NPI" in wrong.content.decode()) == (422, True)
    assert [client.post("/provider/join", IDENTITY).status_code for _ in range(2)] == [302, 302]


def operator(role: Role) -> Client:
    return browser(joined(person(f"{role}.{new_id().hex}@attune.example", role.capitalize()), PLATFORM_ID, {role}))


def test_operators_see_who_is_on_the_way_in_and_what_they_lack(maria: CastMember):
    practice_id = applied(browser(maria))

    for role in OPERATOR_ROLES:
        page = operator(role).get("/operate/practices").content.decode()
        assert "Quiet Lamp" in page
        assert "Platform contract" in page
    page = operator(Role.COMPLIANCE).get(f"/operate/practices/{practice_id}").content.decode()
    assert "Quiet Lamp Counseling LLC" in page
    assert "ends in 4567" in page
    assert "841234567" not in page


def test_a_practice_that_is_not_there_and_the_platform_look_the_same():
    client = operator(Role.COMPLIANCE)

    told = {client.get(f"/operate/practices/{one}").status_code for one in (new_id(), PLATFORM_ID)}

    assert told == {404}


def test_finance_offers_terms_within_bounds(maria: CastMember):
    practice_id = applied(browser(maria))
    client = operator(Role.FINANCE)
    address = f"/operate/practices/{practice_id}/terms"

    assert client.post(address, {"percent": "9.99"}).status_code == 422
    assert client.post(address, {"percent": "22.5"}).status_code == 302
    assert (
        "22.5 %" in browser_at(maria, practice_id).get("/practice/agreements/sign/platform_contract").content.decode()
    )
    assert operator(Role.CREDENTIALING).post(address, {"percent": "12"}).status_code == 403


def browser_at(member: CastMember, practice_id: UUID) -> Client:
    return browser(CastMember(member.person_id, member.email, member.name, member.roles, practice_id))


def test_credentialing_pauses_a_live_practice_for_a_reason(maria: CastMember):
    practice_id = applied(browser(maria))
    Practice.objects.filter(id=practice_id).update(state="live")
    client = operator(Role.CREDENTIALING)

    assert client.post(f"/operate/practices/{practice_id}/pause", {"reason": ""}).status_code == 422
    client.post(f"/operate/practices/{practice_id}/pause", {"reason": "Insurance lapsed"})

    assert Practice.objects.get(id=practice_id).state == "paused"
    assert client.post(f"/operate/practices/{practice_id}/close", {"reason": "No"}).status_code == 403


@pytest.mark.parametrize("address", ["/operate/practices", "/operate/credentialing"])
def test_the_lists_take_as_many_queries_at_one_practice_as_at_three(
    maria: CastMember, address: str, django_assert_num_queries
):
    client, applicant = operator(Role.CREDENTIALING), browser(maria)
    applied(applicant)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    at_one = len(found)
    applied(applicant, name="Second Lamp")
    applied(applicant, name="Third Lamp")
    with django_assert_num_queries(at_one):
        client.get(address)
