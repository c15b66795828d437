"""What happens to appointments, told to whoever stands above.

``appointment.*`` refers to the appointment, ``seat.*`` to the one participant it happened to, ``times.changed`` to
the provider whose free times are others now: a hold, its end, and everything that moves.
"""

from attune.foundation.facts import fact

APPOINTMENT_BOOKED = fact("scheduling.appointment.booked")
APPOINTMENT_MOVED = fact("scheduling.appointment.moved")
APPOINTMENT_CANCELED = fact("scheduling.appointment.canceled")
APPOINTMENT_REASSIGNED = fact("scheduling.appointment.reassigned")
SEAT_BOOKED = fact("scheduling.seat.booked")
SEAT_CANCELED = fact("scheduling.seat.canceled")
TIMES_CHANGED = fact("scheduling.times.changed")
SEAT_ATTENDED = fact("scheduling.seat.attended")
SEAT_MISSED = fact("scheduling.seat.missed")
