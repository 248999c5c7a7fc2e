"""The kinds of values that records hold besides texts: months, quantities, choices, lists.

Values arrive as the text written in the YAML. Each error's type is a sentence ``problems.<type>``
of the translations, its context the fields.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias, get_args

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from macros.catalogue.patterns import DAY, MONTH, QUANTITY
from macros.catalogue.text_types import Phrase, Title, WebAddress

# Marks a list whose canonical form in YAML is one line: [Emotional, Diffusion].
ONE_LINE: Final = "one line"
# More authors, labels or aliases than this are a mistake.
MAX_ITEMS: Final = 200
# With more keywords than this in a language, an entry is found by everything.
MAX_KEYWORDS: Final = 40


class Month(NamedTuple):
    """A month of a year, or a year alone (``month`` is 0), by which it orders before its months.

    Prints as ISO 8601: ``2024-09``, ``2019``.
    """

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @classmethod
    def parse(cls, value: str) -> Month:
        """Return what is written ``YYYY-MM`` or ``YYYY``. Raises ValueError for anything else."""
        if not (found := MONTH.fullmatch(value)):
            raise ValueError(f"not a month: {value!r}")
        return cls(int(found["year"]), int(found["month"] or 0))

    def previous(self) -> Month:
        """Return the month before."""
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)


def _parsed(
    kind: type[object], parse: Callable[[str], object], code: str
) -> Callable[[object], object]:
    def parsed(value: object) -> object:
        if isinstance(value, kind):
            return value
        try:
            return parse(str(value))
        except ValueError as error:
            raise PydanticCustomError(code, "", {"value": value}) from error

    return parsed


def _year(value: object) -> int:
    digits = str(value)
    if not (len(digits) == 4 and digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("malformed_year", "", {"value": value})
    return int(digits)


def _day(value: str) -> date:
    # Python's own parser takes other forms of ISO 8601 too: 20240901, 2024-W36-7.
    return date.fromisoformat(value if DAY.fullmatch(value) else "")


def _one_of(choices: tuple[str, ...]) -> Callable[[object], object]:
    def chosen(value: object) -> object:
        if value not in choices:
            code = "unknown_choice" if isinstance(value, str) else "expected_text"
            context = {"value": value, "choices": ", ".join(choices)}
            raise PydanticCustomError(code, "", context)
        return value

    return chosen


def _true_or_false(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("not_true_or_false", "", {"value": value})
    return value == "true"


def _bool_text(value: bool) -> str:
    return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much there is of something: ``60``, ``~279`` (about), ``16000+`` (more than)."""

    number: float
    bound: Literal["", "~", "+"] = ""

    def __str__(self) -> str:
        number = f"{self.number:.3f}".rstrip("0").rstrip(".")
        return f"~{number}" if self.bound == "~" else f"{number}{self.bound}"

    @classmethod
    def parse(cls, value: str) -> Quantity:
        """Return the quantity written so. Raises ValueError for anything else."""
        found = QUANTITY.fullmatch(value)
        if not found or (found["about"] and found["more"]):
            raise ValueError(f"not a quantity: {value!r}")
        return cls(float(found["number"]), "~" if found["about"] else "+" if found["more"] else "")


def distinct(values: object) -> object:
    """Return a list without repeated texts. Raises PydanticCustomError for one with them."""
    if isinstance(values, list | tuple):
        seen: set[str] = set()
        for value in values:
            if isinstance(value, str) and value in seen:
                raise PydanticCustomError("repeated_item", "", {"value": value})
            seen.add(str(value))
    return values


MonthText: TypeAlias = Annotated[
    Month, BeforeValidator(_parsed(Month, Month.parse, "malformed_month")), PlainSerializer(str)
]
Year: TypeAlias = Annotated[int, BeforeValidator(_year)]
Day: TypeAlias = Annotated[
    date, BeforeValidator(_parsed(date, _day, "malformed_day")), PlainSerializer(str)
]
TrueOrFalse: TypeAlias = Annotated[
    bool, BeforeValidator(_true_or_false), PlainSerializer(_bool_text)
]
QuantityText: TypeAlias = Annotated[
    Quantity,
    BeforeValidator(_parsed(Quantity, Quantity.parse, "malformed_quantity")),
    PlainSerializer(str),
]
Titles: TypeAlias = Annotated[
    tuple[Title, ...], BeforeValidator(distinct), Field(max_length=MAX_ITEMS)
]

Phrases: TypeAlias = Annotated[
    tuple[Phrase, ...], BeforeValidator(distinct), Field(max_length=MAX_KEYWORDS)
]

Addresses: TypeAlias = Annotated[
    tuple[WebAddress, ...], BeforeValidator(distinct), Field(max_length=MAX_ITEMS)
]

# The names of the kinds, then their types in records.
CodeStatus: TypeAlias = Literal["none", "promised", "inference", "training"]
CommercialUse: TypeAlias = Literal["allowed", "not-allowed", "unclear"]
Access: TypeAlias = Literal["direct", "form", "script", "gone"]
VenueKind: TypeAlias = Literal["conference", "journal"]
CODE_STATUSES: Final[tuple[CodeStatus, ...]] = get_args(CodeStatus)
COMMERCIAL_USES: Final[tuple[CommercialUse, ...]] = get_args(CommercialUse)
ACCESSES: Final[tuple[Access, ...]] = get_args(Access)
VENUE_KINDS: Final[tuple[VenueKind, ...]] = get_args(VenueKind)
CodeStatusText: TypeAlias = Annotated[CodeStatus, BeforeValidator(_one_of(CODE_STATUSES))]
CommercialUseText: TypeAlias = Annotated[CommercialUse, BeforeValidator(_one_of(COMMERCIAL_USES))]
AccessText: TypeAlias = Annotated[Access, BeforeValidator(_one_of(ACCESSES))]
VenueKindText: TypeAlias = Annotated[VenueKind, BeforeValidator(_one_of(VENUE_KINDS))]
