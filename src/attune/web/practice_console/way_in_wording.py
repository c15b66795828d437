"""The words of the way in: its steps, its states, and what a finding means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from attune.credentialing.rules.checks import NpiFinding
from attune.practices.rules.application import Structure
from attune.practices.rules.lifecycle import PracticeState
from attune.web.components.notices import Tone
from attune.workflows.go_live import Step

Words = str | Promise


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step is called, and what it says while it is open."""

    label: Words
    title: Words
    missing: Words
    action: Words
    icon: str
    review: Words = ""


STEP_WORDS: Final[Mapping[str, StepWords]] = {
    Step.PROVIDER: StepWords(
        _("Provider"),
        _("Say who provides care"),
        _("Name, profession, NPI and birth date of the first provider, as registers know them."),
        _("Enter the provider"),
        "person",
    ),
    Step.NPI: StepWords(
        _("NPI"),
        _("An NPI the registry knows"),
        _("It is looked up as soon as it is entered."),
        _("Look at it"),
        "shield",
    ),
    Step.ORGANIZATION: StepWords(
        _("NPI of the organization"),
        _("An NPI the registry knows for your organization"),
        _("It is looked up as soon as it is entered."),
        _("Correct the legal facts"),
        "building",
    ),
    Step.LICENSE: StepWords(
        _("License"),
        _("Add a license"),
        _("One that is in force, with a document that shows it. Patients in its state can then book."),
        _("Add a license"),
        "shield",
    ),
    Step.EXCLUSION: StepWords(
        _("Exclusion lists"),
        _("A name on an exclusion list is looked at"),
        _("The lists are compared at once."),
        _("See what was found"),
        "eye",
        review=_("Somebody with the same name and birth date is excluded from federal programs. A person looks at it."),
    ),
    Step.CONTRACT: StepWords(
        _("Platform contract"),
        _("Read and sign the platform contract"),
        _("It says what the commission is, and that the records are yours."),
        _("Read and sign"),
        "note",
    ),
    Step.BUSINESS_ASSOCIATE: StepWords(
        _("Business associate agreement"),
        _("Read and sign the business associate agreement"),
        _("It binds the platform to keep your patients’ records as the law asks."),
        _("Read and sign"),
        "note",
    ),
    Step.ACCOUNT: StepWords(
        _("Account for payments"),
        _("Open the account your patients pay into"),
        _("The payment processor asks who you are and which bank account is yours. Until then nobody can pay you."),
        _("Set up payments"),
        "money",
    ),
}
Pages = tuple[tuple[str, dict[str, str]], ...]

_IDENTITY: Pages = (("provider_join", {}), ("members", {}))
_CREDENTIALS: Pages = (("provider_credentials", {}), ("provider_join", {}))
_TEAM: Pages = (("practice_credentials", {}), ("members", {}))
STEP_PAGES: Final[Mapping[tuple[Step, Structure], Pages]] = {
    (Step.PROVIDER, Structure.SOLO): _IDENTITY,
    (Step.NPI, Structure.SOLO): _CREDENTIALS,
    (Step.LICENSE, Structure.SOLO): _CREDENTIALS,
    (Step.EXCLUSION, Structure.SOLO): _CREDENTIALS,
    (Step.PROVIDER, Structure.GROUP): (("members", {}),),
    (Step.NPI, Structure.GROUP): _TEAM,
    (Step.LICENSE, Structure.GROUP): _TEAM,
    (Step.EXCLUSION, Structure.GROUP): _TEAM,
    **{
        (step, structure): (("practice_sign_agreement", {"kind": step.value}),)
        for step in (Step.CONTRACT, Step.BUSINESS_ASSOCIATE)
        for structure in Structure
    },
    **{(Step.ORGANIZATION, structure): (("correct_application", {}),) for structure in Structure},
    **{(Step.ACCOUNT, structure): (("practice_account", {}),) for structure in Structure},
}
"""Where each step is done: the first of the pages that there is."""

STATE_ALERTS: Final[Mapping[PracticeState, tuple[Words, Words, Tone]]] = {
    PracticeState.APPLIED: (
        _("Your practice is not live yet"),
        _("Do these steps in any order. Nothing is public before you go live."),
        Tone.NOTE,
    ),
    PracticeState.IN_REVIEW: (
        _("A check is not through"),
        _("You see below which one and why. Everything else can go on meanwhile."),
        Tone.CAUTION,
    ),
    PracticeState.AGREEMENTS: (_("Every check came out well"), _("What is left is to read and sign."), Tone.GOOD),
    PracticeState.LIVE: (_("Your practice is live"), _("Patients can find it and book."), Tone.GOOD),
    PracticeState.PAUSED: (_("Your practice is paused"), _("Nothing new can be booked."), Tone.CAUTION),
    PracticeState.CLOSED: (_("Your practice is closed"), "", Tone.PLAIN),
}
BECAUSE: Final[Mapping[str, Words]] = {
    NpiFinding.NAME_DIFFERS: _(
        "The registry has this NPI under another name. Enter your legal name, or the right NPI."
    ),
    NpiFinding.TAXONOMY_DIFFERS: _("The registry has another profession for this NPI. Correct it here or there."),
    NpiFinding.DEACTIVATED: _("The registry says that this NPI was deactivated. Ask the registry, then look again."),
    NpiFinding.NOT_FOUND: _("The registry does not know this NPI. Look for a digit that is wrong."),
    NpiFinding.ORGANIZATION: _("This NPI belongs to an organization. Enter your personal one."),
    "organization_npi:name_differs": _(
        "The registry has this NPI under another name. Enter the legal name as it stands there, or the right NPI."
    ),
    "organization_npi:deactivated": _(
        "The registry says that this NPI was deactivated. Ask the registry, then enter the facts again."
    ),
    "organization_npi:not_found": _("The registry does not know this NPI. Look for a digit that is wrong."),
    "organization_npi:person": _("This NPI belongs to a person. Enter the one of the organization, or leave it empty."),
    "organization_npi:unavailable": _(
        "The registry has not answered. It is asked again by itself; nothing counts against you."
    ),
    NpiFinding.UNAVAILABLE: _(
        "The registry has not answered. It is asked again by itself; nothing counts against you."
    ),
}
