"""Telling whoever looks out for people who are not safe; each in the scope of whose task it is."""

from attune.foundation.background import Call, job
from attune.foundation.tenancy import Plane
from attune.patients.actions.answer_safety import LOOK_OUT, LOOKED_OUT, look_out_for, stop_looking_out_for


@job(LOOK_OUT, plane=Plane.CARE)
def look_out(call: Call) -> None:
    """Ask the holder to look out for who gave an answer. Safe to repeat."""
    assert call.reference is not None
    look_out_for(call.reference)


@job(LOOKED_OUT, plane=Plane.CARE)
def stop_looking_out(call: Call) -> None:
    """End that task. Safe to repeat."""
    assert call.reference is not None
    stop_looking_out_for(call.reference)
