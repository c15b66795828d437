"""Where a visit's two connections meet: what one side says goes to the other, and is kept nowhere."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from attune.web.live.bus import Bus, Delivery, Note

SIDES = ("provider", "patient")


class Member(Protocol):
    """One side's connection."""

    name: str

    async def told(self, message: dict[str, Any]) -> None:
        """Pass something on to the browser."""

    async def superseded(self) -> None:
        """Make room for a newer connection of the same side."""


class Wire(Protocol):
    """What reaches the other processes."""

    def deliver_to(self, deliver: Delivery) -> None:
        """Say who takes what they said."""

    async def publish(self, note: Note) -> None:
        """Say something to them."""


@dataclass(frozen=True, slots=True)
class Chair:
    """One side's place in a room; it holds one connection."""

    room_id: UUID
    side: str

    @property
    def opposite(self) -> "Chair":
        """The other side's place."""
        return Chair(self.room_id, SIDES[1 - SIDES.index(self.side)])


class Exchange:
    """Knows who sits where in this process; what concerns other processes goes over the bus, sealed."""

    def __init__(self, bus: Wire) -> None:
        self._members: dict[Chair, Member] = {}
        self._elsewhere: dict[Chair, str] = {}
        """Which connection of another process sits opposite one of ours."""
        self._bus = bus
        bus.deliver_to(self._delivered)

    async def enter(self, chair: Chair, member: Member) -> None:
        """Let a connection take its side's place; the one that had it makes room, and both sides hear of each other."""
        await self._take_place(chair, member)
        other = self._members.get(chair.opposite)
        if other is not None:
            await member.told({"peer": "here", "name": other.name})
        await self._say(chair, member.name, {"peer": "here", "name": member.name})

    async def leave(self, chair: Chair, member: Member, *, for_good: bool) -> None:
        """Take a connection out; the other side hears whether it left, or is only gone."""
        if self._members.get(chair) is member:
            del self._members[chair]
            self._elsewhere.pop(chair.opposite, None)
            await self._say(chair, member.name, {"peer": "left" if for_good else "gone", "name": member.name})

    async def relay(self, chair: Chair, member: Member, *, to: str, message: dict[str, Any]) -> None:
        """Pass a message to the other side, if it is the connection it is meant for."""
        if self._members.get(chair) is not member:
            return
        other, told = self._members.get(chair.opposite), {**message, "from": member.name}
        if other is not None and other.name == to:
            await other.told(told)
        elif other is None and self._elsewhere.get(chair.opposite) == to:
            await self._bus.publish(Note(chair.room_id, chair.opposite.side, member.name, to, told))

    async def _say(self, chair: Chair, sender: str, message: dict[str, Any]) -> None:
        """Tell the other side, wherever it is; other processes hear of it in any case: one may hold what is stale."""
        other = self._members.get(chair.opposite)
        if other is not None:
            await other.told(message)
        await self._bus.publish(Note(chair.room_id, chair.opposite.side, sender, "", message))

    async def _delivered(self, note: Note) -> None:
        """Take what another process said to a side of a room."""
        chair, news = Chair(note.room_id, note.side), note.message.get("peer")
        if news == "here":
            # A connection somewhere else took the opposite place: one that is still here makes room.
            stale = self._members.pop(chair.opposite, None)
            if stale is not None:
                await stale.superseded()
        member = self._members.get(chair)
        if member is None or note.to not in ("", member.name):
            return
        if news in ("here", "there"):
            self._elsewhere[chair.opposite] = note.sender
        elif news is not None and self._elsewhere.get(chair.opposite) == note.sender:
            del self._elsewhere[chair.opposite]
        if news == "here":
            answer = {"peer": "there", "name": member.name}
            await self._bus.publish(Note(chair.room_id, chair.opposite.side, member.name, note.sender, answer))
        await member.told({**note.message, "peer": "here"} if news == "there" else note.message)

    async def _take_place(self, chair: Chair, member: Member) -> None:
        before = self._members.get(chair)
        self._members[chair] = member
        if before is not None and before is not member:
            await before.superseded()


exchange = Exchange(Bus())
