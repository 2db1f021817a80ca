# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests of kinds that the policy does not have any more."""

from workflows.kind import Field, RequestKind
from workflows.organization import NEEDED_GROUPS
from workflows.request import Request

#: The longest title of a kind (workflows/kind.py); the name, which stands for it here, may be longer.
_TITLE = 24


def former_kind(request: Request) -> RequestKind:
    """A kind for reading alone. Who could read which answer is not known any more, so that as few as possible can."""
    groups = tuple(step.group for step in request.steps) if request.confidential else NEEDED_GROUPS
    names = tuple(request.answers) or ("title",)
    fields = tuple(Field(name=name, label=name.replace("_", " "), type="text", visible_to=groups) for name in names)
    return RequestKind(
        name=request.kind,
        title=request.kind[:_TITLE],
        verb=request.kind,
        summary="A kind of request that is not offered any more",
        petal="",
        title_field="title" if "title" in names else names[0],
        fields=fields,
    )
