"""What a browser may say to the other side of a visit: known shapes, of a size, at a pace; how it is passed on."""

import json
from collections.abc import Awaitable, Callable
from secrets import token_hex
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from attune.kernel.identifiers import new_id
from attune.web.live.bus import Note, Pieces, opened, pieces, sealed
from attune.web.live.exchange import Chair, Exchange
from attune.web.live.signals import BURST, MESSAGE_CHARACTERS_MAX, Allowance, NoSignal, Signal, read

OFFER = {"to": "abc", "description": {"type": "offer", "sdp": "v=0"}}
CANDIDATE = {"candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": None}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (OFFER, Signal("abc", {"description": {"type": "offer", "sdp": "v=0"}})),
        (
            {"to": "abc", "description": {"type": "rollback"}},
            Signal("abc", {"description": {"type": "rollback", "sdp": ""}}),
        ),
        ({"to": "abc", "candidate": CANDIDATE}, Signal("abc", {"candidate": CANDIDATE})),
        ({"to": "abc", "candidate": None}, Signal("abc", {"candidate": None})),
        ({"say": "ping"}, "ping"),
        ({"say": "leave"}, "leave"),
    ],
)
def test_a_signal_is_read(said, expected):
    assert read(json.dumps(said)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        '"ping"',
        "{}",
        json.dumps({"say": "anything"}),
        json.dumps({"say": ["ping"]}),
        json.dumps({"say": "ping", "more": 1}),
        json.dumps({"description": OFFER["description"]}),
        json.dumps({**OFFER, "to": ""}),
        json.dumps({**OFFER, "to": 7}),
        json.dumps({**OFFER, "to": "x" * 65}),
        json.dumps({**OFFER, "welcome": "inside"}),
        json.dumps({**OFFER, "description": {"type": "order", "sdp": ""}}),
        json.dumps({**OFFER, "description": {"type": "offer", "sdp": 1}}),
        json.dumps({**OFFER, "description": {"type": ["offer"], "sdp": ""}}),
        json.dumps({**OFFER, "description": {"type": "offer", "sdp": "", "html": ""}}),
        json.dumps({"to": "abc", "candidate": {**CANDIDATE, "sdpMLineIndex": True}}),
        json.dumps({"to": "abc", "candidate": {**CANDIDATE, "name": "Mira"}}),
        json.dumps({"to": "abc", "candidate": "text"}),
        json.dumps({"to": "abc", "chat": "hello"}),
        json.dumps({"to": "abc", "description": {"type": "offer", "sdp": "x" * MESSAGE_CHARACTERS_MAX}}),
    ],
)
def test_what_is_no_signal_is_refused(text):
    with pytest.raises(NoSignal):
        read(text)


def test_a_browser_may_say_a_burst_and_then_goes_on_at_a_pace():
    allowance = Allowance(0.0)

    assert sum(allowance.take(0.0) for _ in range(1_000)) == BURST
    assert [allowance.take(0.1) for _ in range(6)] == [True] * 5 + [False]


def test_what_goes_between_processes_is_sealed_and_survives_in_any_order():
    note = Note(
        new_id(), "patient", "one", "two", {"description": {"type": "offer", "sdp": "10.0.0.7 " + token_hex(20_000)}}
    )
    cut = pieces(sealed(note), name="here.1")
    box = Pieces()

    whole = [box.add(piece) for piece in reversed(cut)]

    assert len(cut) > 1
    assert all(len(piece.encode()) < 8_000 and "10.0.0.7" not in piece for piece in cut)
    assert whole[:-1] == [None] * (len(cut) - 1)
    assert opened(whole[-1] or "") == note


@pytest.mark.parametrize("payload", ["", "a", "a:b:c:d", "a:1:1:d", "a:0:0:d", "a:-1:2:d"])
def test_a_notification_that_is_no_piece_of_ours_is_nothing(payload):
    assert Pieces().add(payload) is None


def test_what_somebody_else_sealed_is_not_opened():
    assert opened("gAAAAAB-nothing-of-ours") is None


class Wire:
    """A bus between exchanges of one test: what one publishes the others get."""

    def __init__(self, ends: list["Wire"]) -> None:
        self.ends, self.published = ends, 0
        ends.append(self)

    def deliver_to(self, deliver: Callable[[Note], Awaitable[None]]) -> None:
        self.deliver = deliver

    async def publish(self, note: Note) -> None:
        self.published += 1
        for end in self.ends:
            if end is not self:
                await end.deliver(note)


class Guest:
    """A connection that keeps what it is told."""

    def __init__(self, name: str) -> None:
        self.name, self.heard = name, list[object]()

    async def told(self, message: dict[str, Any]) -> None:
        self.heard.append(message)

    async def superseded(self) -> None:
        self.heard.append("superseded")


def test_two_sides_of_different_processes_meet_and_a_second_window_takes_over():
    ends: list[Wire] = []
    one, two = (Exchange(Wire(ends)) for _ in range(2))
    room, ana, lee, again = new_id(), Guest("ana"), Guest("lee"), Guest("again")
    provider, patient = Chair(room, "provider"), Chair(room, "patient")

    async def scene() -> None:
        await one.enter(provider, lee)
        await two.enter(patient, ana)
        await one.relay(provider, lee, to="ana", message={"candidate": None})
        await one.relay(provider, lee, to="nobody", message={"candidate": None})
        await one.enter(patient, again)
        await two.relay(patient, ana, to="lee", message={"candidate": None})
        await one.relay(provider, lee, to="again", message={"description": {}})
        await one.leave(patient, again, for_good=True)

    async_to_sync(scene)()

    assert ana.heard == [{"peer": "here", "name": "lee"}, {"candidate": None, "from": "lee"}, "superseded"]
    assert lee.heard == [
        {"peer": "here", "name": "ana"},
        {"peer": "here", "name": "again"},
        {"peer": "left", "name": "again"},
    ]
    assert again.heard == [{"peer": "here", "name": "lee"}, {"description": {}, "from": "lee"}]


def test_what_is_said_to_nobody_goes_nowhere():
    wire = Wire([])
    exchange, lee, chair = Exchange(wire), Guest("lee"), Chair(new_id(), "provider")

    async def scene() -> int:
        await exchange.enter(chair, lee)
        before = wire.published
        await exchange.relay(chair, lee, to="ana", message={"candidate": None})
        return wire.published - before

    assert async_to_sync(scene)() == 0
