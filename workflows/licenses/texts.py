# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which licenses a text is, told only when it is theirs from its first word to its last; anything else is for people.

The classifier takes a text for a license although up to a quarter of it is something else, and it skips what stands
behind the word copyright. So what it did not match, and what it skipped, is looked at here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from licenseclassifier import identify_license

from workflows.licenses.advice import Advice, advise, unreadable
from workflows.licenses.names import Names
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.tables import Verdict
from workflows.licenses.wording import has_words_of
from workflows.text import cleaned

LONGEST_TEXT = 100_000  # the GPL has 35,000 characters
UNRECOGNISED = "LicenseRef-unrecognised-text"
_FEWEST_WORDS = 15  # what is shorter is a name, or nothing
_FULL, _HINT = 1.0, 40.0  # percent of a text; the first takes every match, as what is left over is looked at here
_TITLE_WORDS = 8
_COPIES = re.compile(r"(?i)^(?:portions )?(?:copyright\b|\(c\)|©|all rights reserved)")
_STATEMENT = re.compile(r"(?i)^(?:portions )?copyright\s*(?:\(c\)|©|\[|<|\d{4})")
_STARTS = re.compile(
    r"(?i)(?<=\S)[ \t]+(?=copyright (?:\(c\)|©|\d)|permission is hereby granted|permission to use,"
    r"|redistribution and use|all rights reserved)"
)
_DECORATION = re.compile(r"(?m)^[ \t]*(?:/\*+|\*+/|[#*;%>]+|//+|--+)?[ \t]*|[ \t]*\*+/?[ \t]*$")
#: Words with which a copyright line would be more than that; capitals may be somebody's name.
_RULING = re.compile(
    r"\b(?:must|shall|may|not|no|only|except|unless|forbid\w*|prohibit\w*|permi\w+|use|used|using|pay|fees?|commercial\w*"
    r"|licen[sc]e\w*|terms|condition\w*|provided|restrict\w*|without|agree\w*|grant\w*|distribut\w*)\b"
)
_RULING_ALOUD = re.compile(_RULING.pattern, re.IGNORECASE)
_NAMED_BY_BSD = re.compile(r"(?is)\bneither the names? of\b(.{0,800}?)\bmay be used\b")
#: How licenses go on behind a copyright line of their own.
_GOES_ON = re.compile(
    r"(?i)licensed under|permission|everyone is permitted|redistribution|this .{1,40} is free software"
)
_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identified:
    """The expression that a text stands for, empty when it was not recognised; what it resembles; and remarks."""

    expression: str
    near: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def identify(text: str, names: Names) -> Identified:
    """Which licenses the text is. Several at once count as all of them, for a text does not say that one is enough."""
    written = cleaned(text)
    lines = [_DECORATION.sub("", line).strip() for line in _STARTS.sub("\n", written).splitlines()]
    for read in (written, "\n".join(lines)):
        if ids := _whole(read, names):
            return _named(ids)
    return Identified("", tuple(dict.fromkeys(match.id for match in identify_license(written, _HINT))))


def identify_message(text: str, names: Names) -> Identified:
    """The same of a message that may be anything: what is too short or too long for a license text is none.

    Fences and bullets are what Slack makes of a text that is pasted; nothing but whole texts is recognised.
    """
    if len(text) > LONGEST_TEXT or len(_WORD.findall(text)) < _FEWEST_WORDS:
        return Identified("")
    return identify(text.replace("```", "\n").replace("•", "*"), names)


def _whole(text: str, names: Names) -> tuple[str, ...]:
    """The ids of the licenses of which the text consists entirely, their titles aside; none when there is more."""
    matches = identify_license(text, _FULL)
    beside, at = [], 0
    for match in matches:
        beside.append(text[at : match.start])
        at = match.end
    beside.append(text[at:])
    if any(_foreign(line, names) for part in beside for line in part.splitlines()):
        return ()
    if any(_skips(text[match.start : match.end], match.id) for match in matches):
        return ()
    starts = [0, *(match.end for match in matches[:-1])]
    ends = [*starts[1:], len(text)]
    parts = zip(matches, starts, ends, strict=True) if matches else ()
    if not all(has_words_of(match.id, own_lines(text[start:end], names)) for match, start, end in parts):
        return ()
    return tuple(dict.fromkeys(match.id for match in matches))


def own_lines(text: str, names: Names) -> list[str]:
    """The lines of a license without titles before them, without decoration, and without those that name owners."""
    lines = [_DECORATION.sub("", line).strip() for line in _STARTS.sub("\n", text).splitlines()]
    said = [line for line in lines if _WORD.search(line) and not _owner(line)]
    return list(dropwhile(lambda line: not _foreign(line, names), said))


def _owner(line: str) -> bool:
    rights = line.strip(" .").lower() == "all rights reserved"
    return rights or (bool(_STATEMENT.match(line)) and _copyright_only(line))


def advise_on_text(text: str, use: Use, policy: LicensePolicy, into: str | None = None) -> Advice:
    """The advice on a license text; one that is not recognised is for a person, with what it resembles as a hint."""
    words = _WORD.findall(text)
    if len(text) > LONGEST_TEXT:
        sentence = f"The text has {len(text):,} characters, and at most {LONGEST_TEXT:,} are read."
        return unreadable(_shown(text), f"{sentence} Please give the license text alone.", use, policy, into)
    if len(words) < _FEWEST_WORDS:
        alone = advise(" ".join(text.split()), use, policy, into)
        if alone.verdict is not Verdict.INVALID or not words:
            return alone
    found = identify(text, policy.names)
    advice = advise(found.expression or UNRECOGNISED, use, policy, into)
    return advice.model_copy(update={"input": _shown(text), "assumptions": (*_remarks(found), *advice.assumptions)})


def _remarks(found: Identified) -> Iterator[str]:
    if found.expression:
        yield f"The text was recognised as {found.expression}."
    else:
        near = f" It resembles {', '.join(found.near)}, which is a hint only." if found.near else ""
        yield f"The text was not recognised as a license word for word, so a person has to read it.{near}"
    yield from found.remarks


def _named(ids: tuple[str, ...]) -> Identified:
    remarks = []
    meant = []
    for id_ in ids:
        meant.append(f"{id_}-only" if id_ in _GNU else id_)
        if id_ in _GNU:
            remarks.append(
                f"The text is the same for {id_}-only and {id_}-or-later; answered for {id_}-only, the stricter. "
                "What the source files say decides."
            )
    if len(meant) > 1:
        remarks.append("Several licenses stand in the text. It is read as all of them at once, the strictest reading.")
    return Identified(" AND ".join(meant), (), tuple(remarks))


#: Ids of texts that do not say whether later versions may be chosen; SPDX has deprecated them for that.
_GNU = frozenset(
    f"{family}-{version}"
    for family, versions in {
        "GPL": ("1.0", "2.0", "3.0"), "LGPL": ("2.0", "2.1", "3.0"), "AGPL": ("1.0", "3.0"),
        "GFDL": ("1.1", "1.2", "1.3"),
    }.items()
    for version in versions
)  # fmt: skip


def _copyright_only(line: str) -> bool:
    """Whether the line says who holds the rights, and nothing that could be a rule."""
    if not _COPIES.match(line):
        return False
    said = re.sub(r"(?i)all rights reserved", "", line)
    ruling = _RULING_ALOUD if said.isupper() else _RULING
    return not ruling.search(said) and len(said.split()) <= 30  # noqa: PLR2004 - names and addresses are shorter


def _foreign(line: str, names: Names) -> bool:
    """Whether a line beside the license is more than its title."""
    line = _DECORATION.sub("", line).strip()
    words = _WORD.findall(line)
    if not words or _copyright_only(line):
        return False
    if len(words) > _TITLE_WORDS:
        return True
    known = names.find(line.strip(" .:=-()")) or names.find(re.sub(r"\s*\(.*\)\s*$", "", line))
    return known is None or known.sort != "license"


def _skips(matched: str, id_: str) -> bool:
    """Whether something stands where the classifier does not look: behind a copyright, or in the place for a name."""
    lines = [_DECORATION.sub("", line).strip() for line in matched.splitlines()]
    said = [line for line in lines if line]
    if any(_STATEMENT.match(line) and not _stops(line, after) for line, after in pairwise([*said, ""])):
        return True
    if any(_RULING_ALOUD.search(hole) for hole in _NAMED_BY_BSD.findall(matched)):
        return True
    return bool(_COPIES.match(matched)) and not _same_without_copyrights(lines, id_)


def _stops(statement: str, after: str) -> bool:
    """Whether a copyright line is only that, and the line after it no rule that it hides."""
    return _copyright_only(statement) and bool(_GOES_ON.match(after) or not _RULING_ALOUD.search(after))


def _same_without_copyrights(lines: list[str], id_: str) -> bool:
    """Whether it is the license from its first word on, once the lines before it that name owners are gone."""
    text = "\n".join(line for line in lines if not _copyright_only(line)).strip()
    alone = identify_license(text, _FULL)
    return len(alone) == 1 and (alone[0].id, alone[0].start) == (id_, 0) and not _COPIES.match(text)


def _shown(text: str) -> str:
    return f"a text of {len(text):,} characters"
