"""The ways in that a policy names, alone or combined: `gate.enter`, at most two deep."""

from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
    model_validator,
)

from groupbot.policy.characters import quoted
from groupbot.policy.fields import wrong

# What lets somebody in: an account that meets the bar, members who vouch, admins who approve. What a member agrees to
# be kept is no way in, and no condition of one (law L3).
Right = Literal["account", "vouches", "approval"]
RIGHTS: tuple[Right, ...] = get_args(Right)
MOST = len(RIGHTS)

_ONE = "write one of any_of, all_of, or at_least with of"


_Either = TypeVar("_Either", "Inner", "Enter")


def _one_right(value: Any) -> Right:
    if value in RIGHTS:
        return RIGHTS[RIGHTS.index(value)]
    near = get_close_matches(value[:60].lower(), RIGHTS, 1) if isinstance(value, str) else []
    advice = f"did you mean {near[0]}?" if near else f"write {', '.join(RIGHTS[:-1])} or {RIGHTS[-1]}"
    raise wrong(f"{quoted(value) if isinstance(value, str) else 'this'} is no way in", advice)


def _part(value: Any) -> "Right | Inner":
    if isinstance(value, Inner):
        return value
    if not isinstance(value, dict):
        return _one_right(value)
    for way, parts in value.items():
        if way not in Inner.model_fields:
            raise wrong(f"{quoted(str(way))} is no way to combine ways in", _ONE)
        if way != "at_least" and not isinstance(parts, list | tuple):
            raise wrong(f"{way} must be a list", "write it as [a, b]")
        for part in parts if isinstance(parts, list | tuple) else ():
            _one_right(part)
    try:
        return Inner.model_validate(value)
    except ValueError as error:
        raise wrong("these ways in cannot be combined so", f"{_ONE}, each with different ways in") from error


_OneRight = Annotated[Right, PlainValidator(_one_right), WithJsonSchema({"enum": list(RIGHTS), "type": "string"})]
_Fewest = Annotated[int, Field(strict=True, ge=1, le=MOST)]
_Inners = Annotated[tuple[_OneRight, ...], Field(min_length=1, max_length=MOST)]


class _Combined(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def names(self, right: Right) -> bool:
        """Tell whether a right stands somewhere in it."""
        parts = (part for way in ("any_of", "all_of", "of") for part in getattr(self, way))
        return any(part.names(right) if isinstance(part, Inner) else part == right for part in parts)

    @model_serializer(mode="wrap")
    def _given(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # Of several ways to say it one is taken; the others are not said to be nothing.
        return {name: value for name, value in written(self).items() if value}


class Inner(_Combined):
    """Ways in that are combined inside of another combination."""

    any_of: _Inners = Field(default=(), description="One of these is enough.")
    all_of: _Inners = Field(default=(), description="All of these are needed.")
    at_least: _Fewest = Field(default=0, description="How many of those in `of` are needed.")
    of: _Inners = Field(default=(), description="The ways in that `at_least` counts.")

    @model_validator(mode="after")
    def _one_way(self) -> "Inner":
        return _checked(self)


_Part = Annotated[
    Right | Inner,
    PlainValidator(_part),
    PlainSerializer(lambda part: part.model_dump() if isinstance(part, Inner) else part),
    WithJsonSchema({"anyOf": [{"enum": list(RIGHTS), "type": "string"}, {"type": "object"}]}),
]
_Parts = Annotated[tuple[_Part, ...], Field(min_length=1, max_length=MOST)]


class Enter(_Combined):
    """What lets somebody in: any of these, all of these, or so many of these."""

    any_of: _Parts = Field(default=(), description="One of these is enough.")
    all_of: _Parts = Field(default=(), description="All of these are needed.")
    at_least: _Fewest = Field(default=0, description="How many of those in `of` are needed.")
    of: _Parts = Field(default=(), description="The ways in that `at_least` counts.")

    @model_validator(mode="after")
    def _one_way(self) -> "Enter":
        return _checked(self)


def _checked(way: _Either) -> _Either:
    given = [parts for parts in (way.any_of, way.all_of, way.of) if parts]
    if len(given) != 1 or bool(way.at_least) is not bool(way.of):
        raise wrong("it is not clear what lets somebody in", _ONE)
    parts = given[0]
    if way.at_least > len(parts):
        raise wrong(f"{way.at_least} of {len(parts)} can never be reached", f"write at_least: {len(parts)} or less")
    if len(set(map(repr, parts))) != len(parts):
        raise wrong("a way in stands in this list twice", "delete one of them")
    return way
