"""What home pages show of contexts that only some editions have."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class HomePolicy:
    """Functions, each by its dotted path, that give rows and figures for a request."""

    provider_figures: tuple[str, ...] = field(metadata=documented("A provider's home also tells"))
    practice_rows: tuple[str, ...] = field(metadata=documented("The practice's home also asks to do"))
    operator_rows: tuple[str, ...] = field(metadata=documented("The operators' home also asks to mend"))
