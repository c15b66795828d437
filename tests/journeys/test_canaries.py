"""The canaries themselves: they are heard where they slip out, and silence counts only where somebody spoke."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.canaries import BORN, EMAIL, NAME, Canaries
from tests.journeys.house import House

pytestmark = pytest.mark.journey


def test_what_slips_into_an_address_or_a_log_is_heard(browser: Browser, house: House) -> None:
    with house.visitor(browser) as page:
        page.goto("/")
    assert house.canaries.heard() == []

    told = [f"http://localhost/x?who={NAME.replace(' ', '+')}", "http://localhost/x?born=11%2F23%2F1987"]
    house.canaries.addresses += told
    with house.canaries.log.open("a") as log:
        log.write(f'{{"event": "wrote to {EMAIL}"}}\n')

    assert len(house.canaries.heard()) == 3
    house.canaries.words.clear()


def test_a_day_is_heard_as_people_and_machines_write_it() -> None:
    canaries = Canaries(Path())

    canaries.plant(BORN)

    assert canaries.words == {"1987-11-23", "11/23/1987"}


def test_silence_proves_nothing_where_nothing_was_asked(tmp_path: Path) -> None:
    canaries = Canaries(tmp_path / "log")
    canaries.log.write_text("a server started\n")

    with pytest.raises(AssertionError, match="logged no request"):
        canaries.heard()
