# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the organization's files tell of the setup: groups with people in them, channels, and units in petals."""

from collections.abc import Iterable, Iterator
from datetime import date

from workflows.organization import GROUPS, LAST_RESORT, NEEDED_GROUPS, Organization
from workflows.registers.entry import Entry
from workflows.setup.board import Found, Gap, Ingredients

_ROOMS = ("ospo", "legal", "security")
_IDS = '["U…", "U…"]   # Slack ids; or usergroup = "S…"'
#: Files say the same every day.
_ANY_DAY = date.min
_NO_PRIVATE_LANE = "There is no security group: who reports a vulnerability in private is refused."


def groups(given: Ingredients) -> Found:
    """Every group that shipped kinds ask has people; a missing one is a gap, also where another steps in."""
    found = [_group(name, given) for name in GROUPS]
    there = [one for one in found if isinstance(one, str)]
    gaps = [one for one in found if isinstance(one, Gap)]
    if not given.organization.program.last_resort:
        text = "There is no last resort: what everybody else may not decide has nobody left."
        gaps.append(Gap("groups-last-resort", text, '[program]\nlast_resort = ["U…"]'))
    return Found(tuple(there), tuple(gaps))


def channels(given: Ingredients) -> Found:
    """Cards, digests and what is private to a group have somewhere to go."""
    organization, there, gaps = given.organization, list[str](), list[Gap]()
    for key, channel, what in (
        ("requests", organization.channels.requests, "cards of requests"),
        ("digest", organization.channels.digest, "digests"),
    ):
        if channel:
            there.append(f"{what}: {channel}")
        else:
            gaps.append(Gap(f"channels-{key}", f"There is no channel for {what}.", f'[channels]\n{key} = "C…"'))
    for name in _ROOMS:
        if not organization.group(name).configured:
            continue
        room, title = organization.room_of(name), organization.title_of(name)
        if room:
            there.append(f"private room of {title}: {room}")
        else:
            text = f"{_capital(title)} has no private room: what is for it alone goes to each of its people."
            gaps.append(Gap(f"channels-{name}", text, f'[groups.{name}]\nchannel = "C…"'))
    return Found(tuple(there), tuple(gaps))


def units(given: Ingredients) -> Found:
    """Every unit of the organization is at work in some petal."""
    organization = given.organization
    if not organization.units:
        text = "No unit of the organization is named, so nobody can say which petals concern whom."
        return Found((), (Gap("units-none", text, '[units.payments]\ntitle = "Payments"\npetals = ["contributors"]'),))
    known, rows = {one.name for one in given.of("petals")}, {one.name: one for one in given.of("units")}
    there, gaps = list[str](), list[Gap]()
    for name, unit in organization.units.items():
        petals = petals_of_unit(organization, name, rows.get(name), known)
        title = unit.title or name
        if petals:
            there.append(f"{title}: {', '.join(petals)}")
        else:
            gaps.append(Gap(f"units-{name}", f"{title} is in no petal yet.", register="units", entry=name))
    return Found(tuple(there), tuple(gaps))


def petals_of_unit(organization: Organization, unit: str, row: Entry | None, known: Iterable[str]) -> tuple[str, ...]:
    """The petals of a unit: as somebody assigned them, else as the files say; only such as there are."""
    named = names_in(str(row.values.get("petals", ""))) if row else organization.units[unit].petals
    there = set(known)
    return tuple(one for one in named if one in there)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list with commas, blanks or both between."""
    return tuple(dict.fromkeys(text.replace(",", " ").casefold().split()))


def gaps_of_files(organization: Organization) -> Iterator[Gap]:
    """The gaps that can be told without Slack and without a database."""
    given = Ingredients(organization, _ANY_DAY, unknown=frozenset(organization.groups))
    yield from (*groups(given).gaps, *channels(given).gaps)
    if not organization.units:
        yield from units(given).gaps


def _group(name: str, given: Ingredients) -> Gap | str:
    organization, id_ = given.organization, f"groups-{name}"
    title, group = organization.title_of(name), organization.group(name)
    if name == "managers" and not group.configured:
        return _managers(organization, id_)
    if not group.configured:
        return Gap(id_, _missing(name, title, organization), f"[groups.{name}]\nmembers = {_IDS}")
    if name in given.unknown:
        return f"{title}: configured"
    people = given.members.get(name, frozenset())
    if not people:
        text = f"Nobody is in {title}: its user group is empty, or its people have left."
        return Gap(id_, text, f"[groups.{name}]\nmembers = {_IDS}")
    return f"{title}: {len(people)} {'person' if len(people) == 1 else 'people'}"


def _managers(organization: Organization, id_: str) -> Gap | str:
    if organization.directory is not None:
        return "managers: as the directory names them"
    text = "There is no directory of managers: who asks names their own."
    return Gap(id_, text, '[directory]\nfile = "people.csv"')


def _missing(name: str, title: str, organization: Organization) -> str:
    if name in NEEDED_GROUPS:
        return f"There is no {title} group, and no office works without one."
    if name == "security":
        return _NO_PRIVATE_LANE
    instead = next((one for one in organization.chain(name)[1:] if organization.group(one).configured), LAST_RESORT)
    return f"There is no {title} group: {organization.title_of(instead)} decides instead."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
