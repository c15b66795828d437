"""A browser of a member, and the last link that was mailed."""

import re

from django.test import Client

from tests.support.fake_email import FakeEmailGateway
from tests.support.world import CastMember, sign_in

INVITED = {"name": "Noor Haddad", "email": "noor@example.org", "roles": ["biller"]}


def browser(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def text_of(response: object) -> str:
    """Return what a person reads: the page without its tags, each gap one space."""
    content = response.content.decode()  # type: ignore[attr-defined]
    main = content.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


def last_link(mailbox: FakeEmailGateway) -> str:
    """Return the path of the link in the newest mail."""
    found = re.search(r"http://testserver(/invitations/\w+)", mailbox.taken[-1].text)
    assert found is not None
    return found.group(1)
