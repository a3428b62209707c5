"""What every JSON document of the planner is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    ValidationInfo,
    model_validator,
)
from pydantic.fields import FieldInfo

from rotation.locales import LANGUAGES

Spoken = TypeVar("Spoken")

Sentence = Annotated[Mapping[str, str], PlainSerializer(dict, return_type=dict[str, str])]
"""In every language."""

Seconds = Annotated[float, AfterValidator(lambda seconds: round(seconds, 3))]


class Entry(BaseModel):
    """A JSON object; keys that the planner does not know are passed over."""

    model_config = ConfigDict(
        strict=True, from_attributes=True, populate_by_name=True, allow_inf_nan=False
    )

    @classmethod
    def made_from(cls, given: object, known: object = None) -> Self:
        """The entry of an object with these attributes, or of a mapping. known: see By."""
        return cls.model_validate(given, strict=False, context=known)

    def plain_values(self) -> dict[str, Any]:
        """As plain JSON values."""
        return self.model_dump(mode="json", by_alias=True)


@dataclass(frozen=True)
class By:
    """How an entry finds what its object does not hold. of: asked with the object and `known`."""

    of: Callable[[Any, Any], Any]


def at(place: str) -> By:
    """What stands at a dotted place in the object."""
    find = attrgetter(place)
    return By(lambda given, _: find(given))


class WordedEntry(Entry):
    """A JSON object that says more than its object holds, such as names and sentences."""

    @model_validator(mode="before")
    @classmethod
    def _completed(cls, given: Any, info: ValidationInfo) -> Any:
        if isinstance(given, Mapping | Entry):
            return given
        return {name: _found(given, name, field, info) for name, field in cls.model_fields.items()}


def _found(given: object, name: str, field: FieldInfo, info: ValidationInfo) -> Any:
    for by in field.metadata:
        if isinstance(by, By):
            return by.of(given, info.context)
    return getattr(given, name)


def every_language(say: Callable[[str], Spoken]) -> dict[str, Spoken]:
    """What is said, by language."""
    return {lang: say(lang) for lang in LANGUAGES}
