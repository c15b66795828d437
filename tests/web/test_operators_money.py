"""The operators' lists of all payments and payouts, which are long."""

import re
from datetime import timedelta
from html import unescape

from django.test import Client

from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.kernel.identifiers import new_id
from attune.payouts.models import OperatingPayout
from attune.web.operator_console.money import ON_A_PAGE
from tests.support.world import cast, sign_in


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_long_list_of_payouts_comes_in_parts_of_which_none_is_lost_or_twice(committed_database: str):
    world = cast()
    finance, practice_id, moment = Client(), world.a.practice_id, now()
    sign_in(finance, world.platform[Role.FINANCE])
    OperatingPayout.objects.bulk_create(
        OperatingPayout(
            payout_id=new_id(),
            practice_id=practice_id,
            state="sent",
            amount_minor=100 + number,
            currency="USD",
            line_count=1,
            promised_on=moment.date(),
            expected_on=moment.date(),
            # Many are prepared at one moment.
            prepared_at=moment - timedelta(minutes=number // 20),
            changed_at=moment,
        )
        for number in range(ON_A_PAGE + 5)
    )
    amount = re.compile(r"\$1\.\d\d")

    newest = shown(finance, f"/operate/payouts?state=sent&practice={practice_id}")
    (earlier,) = re.findall(r'href="([^"]+)" rel="prev"', newest)
    oldest = shown(finance, unescape(earlier))

    first, second = (set(amount.findall(told.partition("<table")[2])) for told in (newest, oldest))
    assert (len(first), len(second), first & second) == (ON_A_PAGE, 5, set())
    assert f'href="/operate/payouts?state=sent&amp;practice={practice_id}" rel="next"' in oldest
    assert 'rel="prev"' not in oldest
    assert 'rel="prev"' not in shown(finance, "/operate/payouts?state=arrived&before=yesterday")
