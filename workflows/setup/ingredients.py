# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the registers tell of the setup: roles with deputies, tools, budget, stakeholders, a name, petals, a plan."""

from collections.abc import Iterator

from workflows.organization import GROUPS, NEEDED_GROUPS
from workflows.quarters import quarter_in, quarter_of, quarters_from
from workflows.registers.checking import day_of
from workflows.registers.entry import Entry
from workflows.setup.board import Found, Gap, Ingredients

#: What an office needs a tool for from its first week on.
_PURPOSES = {
    "forge": "hosting and reviewing code",
    "inventory": "inventories (SBOM)",
    "licenses": "finding licenses",
    "security": "finding vulnerabilities",
}
#: Whose word decides whether an office lasts.
_PETALS = {"management": "management", "legal": "legal", "business": "the business units"}
_PARTS = {"name": "The name of the program", "page": "A page where people find it"}
#: How many quarters a plan looks ahead.
_AHEAD = 4
OPEN = frozenset({"open", "doing"})


def roles(given: Ingredients) -> Found:
    """Every group has somebody who steps in, and every role a holder and a deputy who are still here."""
    organization, there, gaps = given.organization, list[str](), list[Gap]()
    rows = given.of("roles")
    for name in GROUPS:
        if not organization.group(name).configured:
            continue
        title, people = organization.title_of(name), given.members.get(name, frozenset())
        deputised = [one for one in rows if one.values.get("group") == name and _both(one, given)]
        if deputised:
            there.append(f"{title}: {deputised[0].title}, with a deputy")
        elif len(people) > 1:
            there.append(f"{title}: {len(people)} people stand in for each other")
        elif name not in given.unknown:
            text = f"No deputy for {title}: when its one person is away, everything waits."
            gaps.append(Gap(f"roles-{name}", text, register="roles"))
    gaps += (gap for one in rows for gap in _role_gaps(one, given))
    if not any(one.values.get("group") == "ospo" for one in rows):
        gaps.append(Gap("roles-lead", "Nobody is named who leads the office.", register="roles"))
    return Found(tuple(there), tuple(gaps))


def tools(given: Ingredients) -> Found:
    """There is a tool for each thing that an office needs one for."""
    rows = given.own("tools")
    used = {str(one.values.get("purpose")): one for one in rows if one.values.get("status") == "in_use"}
    there = [f"{words}: {used[name].title}" for name, words in _PURPOSES.items() if name in used]
    gaps = [
        Gap(f"tools-{name}", f"No tool is in use for {words}.", register="tools")
        for name, words in _PURPOSES.items()
        if name not in used
    ]
    return Found(tuple(there), tuple(gaps))


def budget(given: Ingredients) -> Found:
    """The budget of this year is approved."""
    year = given.today.year
    rows = [one for one in given.own("budget") if one.values.get("year") == year]
    approved = [one for one in rows if one.values.get("status") == "approved"]
    waiting = [one for one in rows if one.values.get("status") in {"planned", "asked"}]
    gaps = [
        Gap(f"budget-{one.name}", f"{one.title} is not approved yet.", register="budget", entry=one.name)
        for one in waiting
    ]
    if not rows:
        gaps = [Gap(f"budget-{year}", f"There is no budget line for {year}.", register="budget")]
    elif not approved and not waiting:
        gaps = [Gap(f"budget-{year}", f"No budget line for {year} was approved.", register="budget")]
    there = [f"{one.title}: {_amount(one)}" for one in approved]
    return Found(tuple(there), tuple(gaps))


def stakeholders(given: Ingredients) -> Found:
    """Those whose word decides are known, and were talked to when it was time."""
    rows, gaps = given.own("stakeholders"), list[Gap]()
    for petal, words in _PETALS.items():
        if not any(one.petal == petal for one in rows):
            gaps.append(Gap(f"stakeholders-{petal}", f"No stakeholder of {words} is known.", register="stakeholders"))
    if rows and not any(one.values.get("influence") == "high" for one in rows):
        text = "Nobody with high influence is among the stakeholders."
        gaps.append(Gap("stakeholders-influence", text, register="stakeholders"))
    for one in rows:
        on = day_of(one.content, "next_on")
        if on is not None and on < given.today:
            text = f"{one.title}: the next talk was due on {on.isoformat()}."
            gaps.append(Gap(f"stakeholders-{one.name}", text, register="stakeholders", entry=one.name))
    there = (f"{len(rows)} known",) if rows else ()
    return Found(there, tuple(gaps))


def branding(given: Ingredients) -> Found:
    """The program has a name, and a page where people find it."""
    rows = {str(one.values.get("part")): one for one in given.own("branding")}
    there = [f"{one.title}" for name, one in rows.items() if name in _PARTS]
    gaps = [
        Gap(f"branding-{name}", f"{words} is not written down.", register="branding")
        for name, words in _PARTS.items()
        if name not in rows
    ]
    return Found(tuple(there), tuple(gaps))


def petals(given: Ingredients) -> Found:
    """Every petal has somebody to talk to, and a channel for its news."""
    there, gaps = list[str](), list[Gap]()
    for one in given.of("petals"):
        missing = list(_missing_of_petal(one, given))
        if missing:
            text = f"{one.title} has no {' and no '.join(missing)}."
            gaps.append(Gap(f"petals-{one.name}", text, register="petals", entry=one.name))
        else:
            there.append(one.title)
    return Found(tuple(there), tuple(gaps))


def plan(given: Ingredients) -> Found:
    """There is a plan for the quarters ahead, each action with an owner, and none forgotten."""
    now = quarter_of(given.today)
    ahead = quarters_from(given.today, _AHEAD)
    rows = [one for one in given.own("actions") if one.values.get("status") in OPEN]
    coming = [one for one in rows if _quarter(one) in ahead]
    gaps = [] if coming else [Gap("plan-none", "No action is planned for the next four quarters.", register="actions")]
    for one in rows:
        quarter = _quarter(one)
        if text := _action_gap(one, quarter, now, given):
            gaps.append(Gap(f"plan-{one.name}", text, register="actions", entry=one.name))
    there = (f"{len(coming)} planned for the next four quarters",) if coming else ()
    return Found(there, tuple(gaps))


def planned(given: Ingredients) -> list[Entry]:
    """The actions that are really a plan: open, with an owner who is here, in a quarter that is not over."""
    now = quarter_of(given.today)
    return [
        one
        for one in given.own("actions")
        if one.values.get("status") in OPEN
        and one.owner is not None
        and one.owner.id not in given.left
        and _quarter(one) >= now
    ]


def deputised(given: Ingredients) -> bool:
    """Whether the groups that every office needs have people, and somebody who steps in for them."""
    missing = {gap.id for gap in roles(given).gaps}
    staffed = all(given.members.get(name) for name in NEEDED_GROUPS)
    return staffed and missing.isdisjoint({"roles-lead", *(f"roles-{name}" for name in NEEDED_GROUPS)})


def _both(role: Entry, given: Ingredients) -> bool:
    holders = (role.values.get("holder"), role.values.get("deputy"))
    return all(holders) and holders[0] != holders[1] and given.left.isdisjoint(str(one) for one in holders)


def _role_gaps(role: Entry, given: Ingredients) -> Iterator[Gap]:
    for field, words in (("holder", "Nobody holds"), ("deputy", "No deputy for")):
        who = role.values.get(field)
        if not who:
            yield Gap(f"roles-{role.name}-{field}", f"{words} {role.title}.", register="roles", entry=role.name)
        elif who in given.left:
            text = f"{role.title}: the {field} has left."
            yield Gap(f"roles-{role.name}-{field}", text, register="roles", entry=role.name)


def _missing_of_petal(petal: Entry, given: Ingredients) -> Iterator[str]:
    if petal.owner is None or petal.owner.id in given.left:
        yield "owner who is here" if petal.owner else "owner"
    if not petal.values.get("channel"):
        yield "channel"


def _action_gap(action: Entry, quarter: str, now: str, given: Ingredients) -> str:
    if action.owner is None or action.owner.id in given.left:
        return f"{action.title} has no owner who is here."
    if not quarter:
        return f"{action.title} has no quarter, such as {now}."
    return f"{action.title} was planned for {quarter}, which is over." if quarter < now else ""


def _quarter(action: Entry) -> str:
    return quarter_in(str(action.values.get("quarter", "")))


def _amount(line: Entry) -> str:
    return f"{line.values.get('amount', 0):,} {line.values.get('currency', '')}".strip()
