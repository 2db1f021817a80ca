# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Faults on purpose: what goes wrong with calls of the Web API and with deliveries to the bot, and how often."""

from dataclasses import dataclass, field
from typing import Literal, get_args

FaultKind = Literal[
    "rate_limited",  # 429 with Retry-After `seconds`
    "server_error",  # the HTTP status `status`, nothing was done
    "dropped",  # the connection breaks, nothing was done
    "lost_answer",  # it was done, but the connection breaks before the answer
    "slow",  # done after `seconds`
    "error",  # "ok": false with `error`, nothing was done
    "duplicate",  # a delivery arrives twice
    "reordered",  # an event arrives after the next one
    "lost_ack",  # the bot's acknowledgement never arrives
]
KINDS: tuple[str, ...] = get_args(FaultKind)
DELIVERY_KINDS = {"dropped", "slow", "duplicate", "lost_ack"}


@dataclass(slots=True)
class Fault:
    """One fault.

    `target` is a method name, `*` for all methods, `delivery:commands`, `delivery:interactions`, `delivery:events`, or
    `order:events` (for `reordered`). It applies to `times` calls, the first of them the `from_call`-th from now on
    (1: the next). `channel` limits it to calls that name that channel.
    """

    target: str
    kind: FaultKind
    times: int = 1
    from_call: int = 1
    seconds: float = 1.0
    status: int = 500
    error: str = "internal_error"
    channel: str = ""
    calls: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Raise ValueError for a kind that does not exist or does not fit the target."""
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind!r}; known: {', '.join(KINDS)}")
        delivery, order = self.target.startswith("delivery:"), self.target.startswith("order:")
        fits = self.kind in DELIVERY_KINDS if delivery else (self.kind == "reordered") == order
        if not fits or (not delivery and self.kind in {"duplicate", "lost_ack"}):
            raise ValueError(f"a fault {self.kind!r} does not fit the target {self.target!r}")

    def hits(self) -> bool:
        """Count one call and say whether the fault applies to it."""
        self.calls += 1
        return self.from_call <= self.calls < self.from_call + self.times


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force."""
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Lift all faults."""
        self._faults.clear()

    def in_force(self) -> tuple[Fault, ...]:
        """Return the faults that can still apply."""
        return tuple(self._faults)

    def take(self, target: str, channel: str = "") -> Fault | None:
        """Count a call of `target` and return the first fault that applies to it, if any."""
        hit = None
        for fault in list(self._faults):
            if fault.target not in {target, "*" if ":" not in target else target}:
                continue
            if fault.channel and fault.channel != channel:
                continue
            if hit is None and fault.hits():
                hit = fault
            if fault.calls >= fault.from_call + fault.times - 1:
                self._faults.remove(fault)
        return hit
