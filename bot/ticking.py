# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The ticks of a process: what an office does again and again, and how often."""

from bot.bootstrap import Office
from bot.clock import Clock

#: Seconds; a process that has not read a change yet goes on by the old policy.
_POLICY_EVERY = 5
#: Seconds; a Home that somebody looks at follows a change by so much, and by what publishing takes.
_HOMES_EVERY = 2


def ticks(office: Office) -> Clock:
    """The clock of a process that works: delivery has its own loop, everything else ticks here."""
    clock = Clock()
    upkeep = office.upkeep
    clock.every(60, "remind", office.reminders.tick)
    clock.every(60, "daily lists", office.daily.tick)
    clock.every(_HOMES_EVERY, "homes", office.homes.refresh)
    clock.every(3600, "forget homes", office.homes.forget)
    clock.every(30, "digests", lambda: office.digests.send_due(office.workspace))
    clock.every(3600, "forget digests", office.digests.forget)
    clock.every(60, "maturity", lambda: office.maturity.tick(office.workspace))
    clock.every(3600, "upstreams", lambda: office.upstreams.tick(office.workspace))
    clock.every(60, "guidance", lambda: office.guidance.tick(office.workspace))
    clock.every(7200, "links", lambda: office.guidance.look_at_links(office.workspace))
    clock.every(600, "mentoring", lambda: office.mentoring.tick(office.workspace))
    clock.every(60, "registers", office.registers.tick)
    clock.every(600, "setup", lambda: office.setup.tick(office.workspace))
    clock.every(600, "interviews", lambda: office.interviews.remind(office.workspace))
    clock.every(300, "obligations", office.obligations.remind)
    clock.every(600, "precedents", office.precedents.expire)
    clock.every(600, "embargoes", office.embargoes.remind)
    clock.every(900, "threads", lambda: office.threads.check(office.workspace))
    clock.every(3600, "retention", office.retention.tick)
    clock.every(30, "seal", upkeep.seal)
    clock.every(3600, "clear", upkeep.clear_outbox)
    clock.every(300, "groups", lambda: upkeep.refresh_groups(office.workspace))
    clock.every(_POLICY_EVERY, "policy", lambda: upkeep.refresh_policy(office.workspace))
    clock.every(60, "attendance", lambda: office.attendance.look(office.workspace))
    clock.every(3600, "accounts", lambda: office.attendance.look_at_accounts(office.workspace))
    return clock


def watching(office: Office) -> Clock:
    """The clock of a process that only serves: it follows changed policy and group files, and tells nobody of them."""
    clock = Clock()
    clock.every(_POLICY_EVERY, "policy", office.upkeep.reread_policy)
    return clock
