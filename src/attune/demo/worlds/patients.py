"""Who comes for help, in both editions. Every one of them is invented."""

from datetime import date

from attune.demo.worlds.world import DemoPatient

DENVER, NEW_YORK, CHICAGO = "America/Denver", "America/New_York", "America/Chicago"
LARKSPUR, HARBOR = "provider@larkspur.example", "provider@harbor.example"


def _born(year: int) -> date:
    return date(year, 5, 17)


IN_THE_MARKETPLACE = (
    DemoPatient("Wren Halloran", "patient@example.com", DENVER, "80202", _born(1991), ("anxiety", "grief"), LARKSPUR),
    DemoPatient("Ottilie Mbeki", "ottilie@example.com", DENVER, "80302", _born(1979), ("grief", "anger"), LARKSPUR),
    DemoPatient("Casimir Boateng", "casimir@example.com", NEW_YORK, "10001", _born(1996), ("depression", "anxiety")),
    DemoPatient("Hana Villalobos", "hana@example.com", CHICAGO, "60601", _born(1988), ("depression", "identity")),
    DemoPatient("Evander Quist", "evander@example.com", NEW_YORK, "33602", _born(1969), ("sleep", "anxiety")),
    DemoPatient("Paloma Strand", "paloma@example.com", CHICAGO, "78701", _born(1985), ("grief", "depression")),
    DemoPatient("Björn Ashworth", "bjorn@example.com", NEW_YORK, "43215", _born(1992), ("anger", "substance")),
    DemoPatient("Nkechi Tanaka", "nkechi@example.com", "America/Los_Angeles", "98101", _born(1999), ("identity",)),
)

IN_THE_CLINIC = (
    DemoPatient("Wren Halloran", "patient@example.com", NEW_YORK, "10001", _born(1991), ("anxiety", "grief"), HARBOR),
    DemoPatient("Casimir Boateng", "casimir@example.com", NEW_YORK, "02116", _born(1996), ("grief", "anxiety"), HARBOR),
    DemoPatient("Hana Villalobos", "hana@example.com", CHICAGO, "60601", _born(1988), ("substance", "depression")),
    DemoPatient("Evander Quist", "evander@example.com", NEW_YORK, "33602", _born(1969), ("sleep", "grief")),
    DemoPatient("Paloma Strand", "paloma@example.com", CHICAGO, "78701", _born(1985), ("trauma", "anxiety")),
)
