# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The input of a form that takes a file, and the file's id in what comes back.

Slack opens no form with such an input for an app that may not read files, so it is shown only to those that may.
"""

import re
from collections.abc import Mapping
from typing import Any

from messages.blocks import Block
from messages.inputs import labelled
from workflows.errors import UnknownForm

_FILE_ID = re.compile(r"F[A-Z0-9]{1,30}")


def file_input(name: str, label: str, hint: str, filetypes: tuple[str, ...] = ()) -> Block:
    """An input for one file, which may stay empty. Without ``filetypes`` every name is taken, such as LICENSE."""
    element: Block = {"type": "file_input", "action_id": name, "max_files": 1}
    element |= {"filetypes": list(filetypes)} if filetypes else {}
    return labelled(name, label, element, hint=hint, optional=True)


def file_in(values: Mapping[str, Any], name: str) -> str:
    """The id of the uploaded file, empty where there is none or no such input. Raises UnknownForm for other shapes."""
    if name not in values:
        return ""
    try:
        files = values[name][name].get("files") or []
        file = files[0]["id"] if files else ""
    except (KeyError, TypeError, AttributeError, IndexError) as malformed:
        raise UnknownForm from malformed
    if not isinstance(file, str) or (file and not _FILE_ID.fullmatch(file)):
        raise UnknownForm
    return file
