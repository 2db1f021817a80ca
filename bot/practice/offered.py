# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the installed app offers to people: its command with the verbs, and its shortcuts, for completion."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """A word behind the command: what else is typed, and what it does."""

    name: str
    usage: str
    about: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut by its callback id; `on_message` says that it is used on a message."""

    callback_id: str
    name: str
    on_message: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """All of it."""

    command: str
    about: str
    verbs: tuple[Verb, ...]
    shortcuts: tuple[Shortcut, ...]


OSPO = Offered(
    command="/ospo",
    about="The open source office",
    verbs=(
        Verb("contribute", "https://github.com/…", "Ask for leave to contribute to a project"),
        Verb("release", "https://github.com/…", "Make a project of our own public"),
        Verb("license", "[MIT saas]", "What policy says about a license"),
        Verb("ask", "[your question]", "Ask the office: what is written down answers, else people do"),
        Verb("ask-legal", "[your question]", "Ask legal about a license"),
        Verb("status", "[OSPO-12]", "Your requests and whose turn it is"),
        Verb("queue", "", "What waits for you"),
        Verb("upstreams", "[critical adopt]", "The projects that matter to us"),
        Verb("regulators", "", "Whose rules concern us, and what is due"),
        Verb("recommendations", "", "What the program is advised by its own figures"),
        Verb("register", "[upstreams overdue]", "What the office knows and keeps up to date"),
        Verb("strategy", "", "What the company wants from open source"),
        Verb("reading", "", "What to read next, and why"),
        Verb("values", "", "The values poll, its result, and who follows our principles"),
        Verb("away", "until friday with @somebody", "Say until when you are away"),
        Verb("back", "", "Say that you are back"),
        Verb("petals", "", "Who to talk to about what"),
        Verb("setup", "", "What the office still lacks"),
        Verb("help", "", "What the office can do"),
    ),
    shortcuts=(
        Shortcut("shortcut:new-request", "New OSPO request"),
        Shortcut("shortcut:ask-about", "Ask the OSPO about this", on_message=True),
    ),
)
