"""Who may set when somebody works and what they offer, and at what price."""

from attune.foundation.authorization import PRACTICE_ROLES, Role, permission

_LEADERS = {Role.OWNER, Role.ADMINISTRATOR}
_DESK = {*_LEADERS, Role.SCHEDULER}

SET_OWN_HOURS = permission("scheduling.hours.set_own", "set when they work", {Role.PROVIDER})
SET_HOURS = permission("scheduling.hours.set", "set when any provider works", _DESK)
SEE_OFFERINGS = permission("scheduling.offering.see", "see what can be booked", PRACTICE_ROLES | {Role.PATIENT})
CHANGE_OWN_OFFERINGS = permission("scheduling.offering.change_own", "say what they offer", {Role.PROVIDER})
CHANGE_OFFERINGS = permission("scheduling.offering.change", "say what any provider offers", _DESK)
SET_OWN_PRICES = permission(
    "scheduling.price.set_own", "set the prices of what they offer, where providers do", {Role.PROVIDER}
)
SET_PRICES = permission("scheduling.price.set", "set the price of anything that is offered", _LEADERS)
