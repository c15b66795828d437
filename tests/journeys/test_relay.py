"""A visit over the relay alone: by credentials coturn takes, and new ones when a visit outlasts them."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute

from attune.foundation.authorization import Role
from attune.telehealth.rules.ice import IceSettings, ice_servers
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home
from tests.journeys.house import WIDE, House, eventually, running_house
from tests.journeys.relay import Relay, running_relay
from tests.journeys.visit_steps import desk_page, in_state, own_page, say_where, sees_other
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import booked_by, go_to, open_practice, seeker

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(shutil.which("turnserver") is None, reason="coturn is not installed: no program turnserver"),
]
KEEP_CONNECTIONS = """
window.met = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.met.push(this); }
};
"""
CONFIGURED = "window.met.at(-1).getConfiguration().iceServers[0].username"
SELECTED = """async () => {
  const found = await window.met.at(-1).getStats();
  const pair = found.get([...found.values()].find((one) => one.type === "transport").selectedCandidatePairId);
  const [local, remote] = [found.get(pair.localCandidateId), found.get(pair.remoteCandidateId)];
  return [local.candidateType, remote.candidateType, local.relayProtocol];
}"""
GATHERED = """(servers) => new Promise((done) => {
  const types = [];
  const alone = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: "relay" });
  alone.onicecandidate = ({ candidate }) => {
    if (candidate) types.push(candidate.type);
    else done(types);
  };
  alone.createDataChannel("any");
  alone.setLocalDescription();
})"""


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    with running_relay(tmp_path / "relay", transport="udp") as running:
        yield running


@pytest.fixture
def house(browser: Browser, committed_database: str, tmp_path: Path, relay: Relay) -> Iterator[House]:
    with running_house(
        committed_database,
        tmp_path,
        ATTUNE_TURN_URLS=relay.url,
        ATTUNE_TURN_SECRET=relay.secret,
        ATTUNE_TURN_RELAY_ONLY="1",
    ) as opened:
        yield opened


def test_a_visit_that_may_only_be_relayed_is_relayed_and_takes_new_credentials(
    house: House, browser: Browser, relay: Relay
) -> None:
    where, mira = open_practice(cast().a), seeker(canaries.EMAIL, canaries.NAME)
    visit = booked_by(mira, where, at(11, days=6))
    go_to(visit.starts_at - timedelta(minutes=10))
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        lines = line_of(desk)
        for page in (hers, desk):
            page.add_init_script(KEEP_CONNECTIONS)
        desk.goto(desk_page(visit))
        hers.goto(own_page(visit))
        say_where(hers, "Texas")
        desk.get_by_role("button", name="Join with video").click()
        desk.get_by_role("button", name="Let ").click()
        for page in (hers, desk):
            in_state(page, "connected")
            sees_other(page)
            assert page.evaluate(SELECTED) == ["relay", "relay", relay.transport]
        assert mira.email not in relay.said()

        renewed = servers(relay, name="renewed", ends_in=timedelta(hours=2))
        lines[-1].send(json.dumps({"servers": renewed}))
        eventually(lambda: desk.evaluate(CONFIGURED) == renewed[0]["username"], "the new credentials")
        desk.evaluate("window.met.at(-1).restartIce()")
        eventually(lambda: ":renewed>" in relay.said(), "an allocation by the new credentials")
        in_state(desk, "connected")
        assert desk.evaluate(SELECTED) == ["relay", "relay", relay.transport]

        ended = servers(relay, name="ended", ends_in=-timedelta(hours=1))
        assert [set(desk.evaluate(GATHERED, one)) for one in (renewed, ended)] == [{"relay"}, set()]


def line_of(page: Page) -> list[WebSocketRoute]:
    """Return the list that a page's connections to us will be in; what they carry is passed on as it is."""
    lines: list[WebSocketRoute] = []

    def note(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket("**/ws/rooms/*", note)
    return lines


def servers(relay: Relay, *, name: str, ends_in: timedelta) -> list[dict[str, Any]]:
    """Return what the product would hand out."""
    given = IceSettings((), (relay.url,), relay.secret, int(ends_in.total_seconds()))
    return list(ice_servers(given, name=name, now=datetime.now(UTC)))
