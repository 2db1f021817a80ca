# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an answer of the interview names becomes drafts in the registers it belongs to, in the unit of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.catalog import Catalog
from bot.services.register_entries import doing_now, keep, names_of
from storage.unit_of_work import UnitOfWork
from workflows.errors import FormProblems
from workflows.registers import acts
from workflows.registers.checking import slug
from workflows.registers.entry import Content
from workflows.registers.rights import Actor
from workflows.strategy.interviewing import Interviewing
from workflows.strategy.messages import MESSAGES
from workflows.strategy.proposals import REGISTERS, content_for, message_content, named_in

CHAMPIONS = "champions"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an answer names, line by line, and the entries that were made of it, as register/name."""

    lines: tuple[str, ...] = ()
    made: tuple[str, ...] = ()


async def propose(
    tx: UnitOfWork,
    catalog: Catalog,
    act: Interviewing,
    round_: int,
    makes: str,
    named: str,
    people: Sequence[str],
) -> Proposed:
    """Make a draft of everything that an answer names. What a register does not take as it is stays in the answer.

    Raises FormProblems for lines that are too many or too long.
    """
    source = f"Strategy interview, round {round_}"
    if makes == "champions":
        made = await _champions(tx, catalog, act, people, source)
        return Proposed((), made)
    if makes == "message" and named.strip():
        register = catalog.registers.get(MESSAGES)
        contents = [message_content(named.strip(), round_, register, source)] if register else []
        return Proposed((), await _drafts(tx, catalog, act, MESSAGES, contents))
    found = named_in(named) if makes in REGISTERS else ()
    register = catalog.registers.get(REGISTERS.get(makes, ""))
    contents = [content_for(makes, register, one, source) for one in found] if register else []
    made = await _drafts(tx, catalog, act, register.name, contents) if register else ()
    return Proposed(tuple(one.line for one in found), made)


async def _champions(
    tx: UnitOfWork, catalog: Catalog, act: Interviewing, people: Sequence[str], source: str
) -> tuple[str, ...]:
    """One entry for each person; it shows once they agreed. Their names stand nowhere else."""
    register = catalog.registers.get(CHAMPIONS)
    if register is None:
        return ()
    known = {str(one.values.get("person", "")) for one in await tx.registers.of(act.person.workspace, CHAMPIONS)}
    contents = [
        Content(title="Open source champion", petal=register.petal, values={"person": user}, source=source)
        for user in people
        if user not in known
    ]
    return await _drafts(tx, catalog, act, CHAMPIONS, contents)


async def _drafts(
    tx: UnitOfWork, catalog: Catalog, act: Interviewing, name: str, contents: Sequence[Content]
) -> tuple[str, ...]:
    """Drafts that nobody owns yet, written by who answered; what its register knows by that name is not made again."""
    register, workspace = catalog.registers[name], act.person.workspace
    actor = Actor(act.person, frozenset(register.editors))
    doing = await doing_now(tx, catalog, register, workspace, actor, act.now)
    taken, made = set(await names_of(tx, catalog, workspace, name)), list[str]()
    for content in contents:
        if not register.consent and slug(content.title) in taken:
            continue  # it is known already
        try:
            entry, change = acts.make(doing, content, taken=taken, draft=True)
        except FormProblems:  # such as a project without an address: the OSPO reads its name in the answer
            continue
        entry = replace(entry, owner=None)
        await keep(tx, register, None, entry, change)
        taken.add(entry.name)
        made.append(f"{name}/{entry.name}")
    return tuple(made)
