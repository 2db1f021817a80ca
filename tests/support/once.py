# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What every office makes anew, made once for all offices of a run: the same of the same."""

import inspect
from functools import cache
from types import CodeType, FunctionType

import pytest
from pydantic import TypeAdapter
from slack_bolt.util.utils import get_arg_names_of_callable

from workflows.kind import RequestKind
from workflows.organization import ChannelRoute
from workflows.policy import Policy

_arguments: dict[CodeType, list[str]] = {}
_policies: dict[tuple[str, ...], Policy] = {}


def share(patched: pytest.MonkeyPatch) -> None:
    """Share the arguments of listeners, what reads a stored digest, and compiled policies.

    It was a fifth of a journey's time, two thirds of a year's of digests, and half of reading an organization's files.
    """
    for module in ("listener.async_listener", "listener_matcher.builtins"):
        patched.setattr(f"slack_bolt.{module}.get_arg_names_of_callable", _arguments_of)
    patched.setattr("workflows.digests.storing.TypeAdapter", cache(TypeAdapter))
    patched.setattr("bot.kind_checks.Policy", _policy_of)


def _arguments_of(function: FunctionType) -> list[str]:
    code = inspect.unwrap(function).__code__
    if code not in _arguments:
        _arguments[code] = get_arg_names_of_callable(function)
    return _arguments[code]


def _policy_of(kind: RequestKind, channels: tuple[ChannelRoute, ...] = ()) -> Policy:
    said = (kind.model_dump_json(), *(one.model_dump_json() for one in channels))
    if said not in _policies:
        _policies[said] = Policy(kind, channels)
    return _policies[said]
