# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an import would do: which entries are new, changed or the same, and what is wrong, entry by entry."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from workflows.errors import FormProblems
from workflows.forms import Raw
from workflows.people import Person
from workflows.registers.checking import checked, read, slug
from workflows.registers.consent import asking
from workflows.registers.doing import Doing, Done
from workflows.registers.entry import Act, Content, Entry, EntryState
from workflows.registers.exchange.filing import Filed, said_of
from workflows.registers.overtaking import republished
from workflows.registers.register import Register

_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_NOTE = "From a file"
#: Keys of which an empty one says nothing: it stays as it is, or gets its default.
_DEFAULTED = frozenset({"name", "petal", "state", "review_on"})


@dataclass(slots=True)
class Plan:
    """What would come of a file. Nothing may be stored while there are ``problems``; each names its line."""

    new: list[Done] = field(default_factory=list)
    changed: list[Done] = field(default_factory=list)
    same: int = 0
    problems: list[str] = field(default_factory=list)


def planned(doing: Doing, filed: Iterable[Filed], existing: Mapping[str, Entry], *, past: bool = False) -> Plan:
    """What a file would do to the entries there are, by name. ``past``: days that are over may be set anew."""
    plan, seen = Plan(), dict[str, str]()
    for one in filed:
        name, problems = _name(one.said)
        if name in seen:
            problems["name"] = f"`{name}` is there twice: it stands on {seen[name]} too"
        seen.setdefault(name, one.place)
        before = existing.get(name)
        done = _done(doing, name, one.said, before, problems, past=past)
        if problems:
            plan.problems += [f"{one.place}: {key}: {reason}" for key, reason in problems.items()]
        elif done is None:
            plan.same += 1
        else:
            (plan.changed if before else plan.new).append(done)
    return plan


def _name(said: Mapping[str, Raw]) -> tuple[str, dict[str, str]]:
    given, title = said.get("name"), said.get("title")
    if isinstance(given, str) and given:
        wrong = slug(given) != given
        return given, {"name": f"`{given}` is no name: small letters, digits and -, a letter first"} if wrong else {}
    return slug(title) if isinstance(title, str) else "", {}


def _done(
    doing: Doing, name: str, given: Mapping[str, Raw], before: Entry | None, problems: dict[str, str], *, past: bool
) -> Done | None:
    """The entry after the import; None where it stands so already, or with ``problems``, which are added to."""
    says = {key: value for key, value in given.items() if value or key not in _DEFAULTED}
    said = {**(said_of(before) if before else {}), **says}
    content, unread = read(doing.register, said)
    problems |= dict(_for_files(doing.register, said, unread))
    content = _checked(doing, content, before, problems, past=past)
    state, owner = _state(doing, said, before, problems), _owner(doing, said, problems)
    if state is EntryState.APPROVED and not (before and before.state is state and before.content == content):
        state = EntryState.DRAFT  # who approved it, no file can tell
    if problems or (before and (content, state, owner) == (before.content, before.state, before.owner)):
        return None
    return _imported(doing, before or _blank(doing, name, content), content, state, owner)


def _for_files(register: Register, said: Mapping[str, Raw], unread: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with each field, in words for who writes a file and has no choices in front of them."""
    for name, reason in unread.items():
        asked, given = register.by_name.get(name), said.get(name)
        offered = [option.value for option in asked.options] if asked else []
        chosen = (given,) if isinstance(given, str) else tuple(given or ())
        wrong = [one for one in chosen if one not in offered] if offered else []
        yield name, f"`{'`, `'.join(wrong)}` is not one of {', '.join(offered)}" if wrong else reason


def _imported(doing: Doing, entry: Entry, content: Content, state: EntryState, owner: Person | None) -> Done:
    published = state is EntryState.PUBLISHED
    after = replace(
        republished(entry, content),
        state=state,
        owner=owner,
        once_published=entry.once_published or published,
    )
    after = after if published else replace(after, pending=None)
    if doing.register.consent and state is not EntryState.RETIRED:  # nobody else says yes for those whom it names
        after = asking(doing.register, replace(after, state=EntryState.DRAFT), None)
    return doing.done(after, Act.IMPORTED, _NOTE)


def _checked(doing: Doing, content: Content, before: Entry | None, problems: dict[str, str], *, past: bool) -> Content:
    kept = before.content if before else None
    try:
        return checked(doing.register, content, doing.today, kept, doing.petals, past=past)
    except FormProblems as found:
        problems |= {key: reason for key, reason in found.problems.items() if key not in problems}
        return content


def _state(doing: Doing, said: Mapping[str, Raw], before: Entry | None, problems: dict[str, str]) -> EntryState:
    given = said.get("state")
    if isinstance(given, str) and given in {state.value for state in EntryState}:
        return EntryState(given)
    if given:
        problems["state"] = f"`{given}` is not one of {', '.join(EntryState)}"
    if before is not None:
        return before.state
    return EntryState.DRAFT if doing.register.approvers else EntryState.PUBLISHED


def _owner(doing: Doing, said: Mapping[str, Raw], problems: dict[str, str]) -> Person | None:
    given = said.get("owner")
    if not given:
        return None
    if not isinstance(given, str) or not _PERSON.fullmatch(given):
        problems["owner"] = f"`{given}` is not a member id (it begins with U or W)"
        return None
    return Person(doing.workspace, given)


def _blank(doing: Doing, name: str, content: Content) -> Entry:
    register = doing.register.name
    return Entry(workspace=doing.workspace, register=register, name=name, content=content, state=EntryState.DRAFT)
