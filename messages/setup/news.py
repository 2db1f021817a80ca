# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The message of a quarter: which ingredients of the office are missing."""

from collections.abc import Sequence

from messages.blocks import Message, actions, button, context, message, section
from messages.setup.about import SHOW, About, value_of
from messages.text import counted, escape, escaped_line
from workflows.setup.board import Standing

_SHOWN, _TEXT = 12, 200


def gaps_message(board: Sequence[Standing]) -> Message:
    """What is missing now, a line a gap; nothing missing any more is said too."""
    missing = [(one.step, gap) for one in board for gap in one.gaps]
    opens = actions(button("Open the setup", SHOW, value_of(About()), described="Open the setup"))
    if not missing:
        text = "Nothing is missing in the setup of the office any more."
        return message(text, [section(text), opens])
    text = f"Once a quarter: {counted(len(missing), 'gap', 'gaps')} in the setup of the office."
    lines = [f"○ {escape(step.title)}: {escaped_line(gap.text, _TEXT)}" for step, gap in missing[:_SHOWN]]
    lines += [f"… and {len(missing) - _SHOWN} more"] if len(missing) > _SHOWN else []
    small = "What does not apply can be set aside there, with a reason. The same comes again next quarter."
    return message(text, [section("\n".join([f"*{text}*", *lines])), opens, context(small)])
