# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The facts of a request as lines with their origin, and who may see which of them (``visible_to``)."""

from collections.abc import Iterable
from dataclasses import dataclass

from messages import rich_text
from messages.blocks import QUOTE_TEXT, Block
from messages.text import capital
from workflows.facts import Origin
from workflows.kind import EVERYBODY, Field, RequestKind
from workflows.request import Request
from workflows.route import Because

_SAFE_LINK = "https://"
_LINK_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: the groups they decide for, and whether the request is their own. The default reads along openly."""

    groups: frozenset[str] = frozenset()
    is_requester: bool = False

    def sees(self, field: Field) -> bool:
        """Whether the answer to a field may be shown to this reader."""
        return self.is_requester or EVERYBODY in field.visible_to or not self.groups.isdisjoint(field.visible_to)

    def reason(self, because: Because, kind: RequestKind) -> str:
        """Why a rule applied, in full only for who sees every answer that this tells of."""
        if because.text == because.open_text or self.is_requester:
            return because.text
        about = [kind.by_name.get(name) for name in because.tells_of]
        return because.text if about and all(field and self.sees(field) for field in about) else because.open_text


#: Who reads along where everybody does.
OPENLY = Viewer()


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words. ``value`` is None where the reader may only know that it was answered."""

    label: str
    type: str
    value: str | None
    origin: Origin

    def element(self, limit: int) -> Block:
        """The fact as a line of rich text."""
        colon = "" if self.label.endswith("?") else ":"
        between = "\n" if self._several else " "
        return rich_text.line(rich_text.words(f"{self.label}{colon}{between}", bold=True), self._shown(limit))

    def _shown(self, limit: int) -> Block:
        if self.value is None:
            return rich_text.words("answered; open the details to read it", italic=True)
        if self.type == "person":
            return rich_text.person(self.value)
        if self.type == "channel":
            return rich_text.channel(self.value)
        if self.type == "url" and self.value.startswith(_SAFE_LINK) and len(self.value) <= _LINK_LENGTH:
            return rich_text.link(self.value)
        said = "\n".join(f"• {one}" for one in self.value.splitlines()) if self._several else self.value
        return rich_text.said(said, limit)

    @property
    def _several(self) -> bool:
        """Whether it is several things, each on a line: not what somebody wrote in paragraphs."""
        return self.value is not None and self.type != "long_text" and "\n" in self.value


def lines(request: Request, kind: RequestKind, names: Iterable[str], viewer: Viewer) -> tuple[FactLine, ...]:
    """The named answers and facts that the request has, in that order, as far as this reader may see them."""
    found = (_line(request, kind, name, viewer) for name in dict.fromkeys(names))
    return tuple(line for line in found if line is not None)


def everything(kind: RequestKind) -> tuple[str, ...]:
    """The names of all fields and facts of a kind."""
    return (*kind.by_name, *(fact.name for fact in kind.facts))


def open_names(kind: RequestKind) -> tuple[str, ...]:
    """The names of what may stand where everybody reads along."""
    return tuple(name for name in everything(kind) if name not in kind.by_name or not kind.by_name[name].restricted)


def block(
    facts: Iterable[FactLine], *, own: bool = False, limit: int = QUOTE_TEXT, below: Origin | None = None
) -> tuple[Block, ...]:
    """The lines as one block, under the origin that they share, or nothing. ``own``: the reader made the statements.

    ``below``: the origin that the block right above has said already.
    """
    by_origin: dict[Origin, list[Block]] = {}
    for fact in facts:
        by_origin.setdefault(fact.origin, []).append(fact.element(limit))
    parts = [
        ("" if origin is below else capital(_origin(origin, own=own)), lines) for origin, lines in by_origin.items()
    ]
    return (rich_text.lists(parts),) if parts else ()


def whole_first(facts: Iterable[FactLine], *, limit: int) -> tuple[Block, ...]:
    """Long texts first and whole, each a block of its own, then the other lines, each up to ``limit``, as one.

    An origin is said once, above the first line that has it.
    """
    given = list(facts)
    long = [fact for fact in given if fact.type == "long_text" and fact.value is not None]
    above = long[-1].origin if long else None
    rest = sorted((fact for fact in given if fact not in long), key=lambda fact: fact.origin is not above)
    blocks: list[Block] = []
    origin: Origin | None = None
    for group, most in (*(([fact], QUOTE_TEXT) for fact in long), (rest, limit)):
        blocks += block(group, limit=most, below=origin)
        origin = group[-1].origin if group else origin
    return tuple(blocks)


def answered_privately(request: Request, kind: RequestKind) -> bool:
    """Whether there are answers that never stand on an open card."""
    return any(name in kind.by_name and kind.by_name[name].restricted for name in request.answers)


def _line(request: Request, kind: RequestKind, name: str, viewer: Viewer) -> FactLine | None:
    field = kind.by_name.get(name)
    if field is not None:
        if name not in request.answers:
            return None
        value = field.label_of(request.answers[name]) if viewer.sees(field) else None
        return FactLine(field.label, field.type, value, Origin.REQUESTER)
    declared = next((fact for fact in kind.facts if fact.name == name), None)
    fact = request.facts.get(name)
    if declared is None or fact is None or fact.value == "":
        return None
    known = "not known" if fact.value is None else declared.label_of(fact.value)
    return FactLine(declared.label, declared.type, known, fact.origin)


def _origin(origin: Origin, *, own: bool) -> str:
    if origin is Origin.UNKNOWN:
        return "not known"
    return "on your statement" if own and origin is Origin.REQUESTER else origin.words
