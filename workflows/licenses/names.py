# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How people write licenses: any case, deprecated ids, common spellings, and what a typo may have meant."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workflows.licenses.reference import Reference
from workflows.licenses.tables import LicenseNames

Sort: TypeAlias = Literal["license", "exception", "reference", "none", "noassertion", "unknown"]

_NO_LICENSE: Mapping[str, Sort] = {"NONE": "none", "NOASSERTION": "noassertion"}
_REFERENCE = re.compile(r"^(DocumentRef-[a-z0-9.-]+:)?LicenseRef-[a-z0-9.-]+$", re.IGNORECASE)
_ADDITION = re.compile(r"^(DocumentRef-[a-z0-9.-]+:)?AdditionRef-[a-z0-9.-]+$", re.IGNORECASE)
_SPELT = re.compile(r"^[\w\s.,\"'+/-]+$")
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.-]*\+?$")
_WORDS = re.compile(r"[a-z]+|\d+(?:\.\d+)*|\+")
_FILLERS = frozenset({"the", "license", "licence", "version", "v", "software"})
_NEAR = 0.66  # `Apach-2.0` is near to `Apache-2.0`, a word of one's own is near to nothing


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for. Several ``ids`` are an ambiguous spelling; ``later`` is a plus sign behind an id."""

    written: str
    sort: Sort
    ids: tuple[str, ...]
    later: bool = False
    near: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether it was written as it stands for, apart from capitals."""
        return len(self.ids) == 1 and self.written.lower() == self.ids[0].lower() + "+" * self.later


class Names:
    """Finds what a name stands for, in the packaged data and in the catalog's spellings."""

    def __init__(self, spellings: LicenseNames, known: Reference) -> None:
        self.deprecated = {written.lower(): meant for written, meant in spellings.deprecated.items()}
        self._exceptions = {id_.lower(): id_ for id_ in known.exceptions}
        self._exact = {old.lower(): new for old, new in known.aliases.items() if old in known.licenses}
        self._exact |= {id_.lower(): id_ for id_, one in known.licenses.items() if not one.deprecated}
        self._exact |= {id_.lower(): id_ for id_ in known.licenses if id_.lower() not in self._exact}
        self._spelt = {loosened(one): row.means for row in spellings.spellings for one in row.written}
        self._loose = dict(_unambiguous(known))
        self._ids = tuple(id_ for id_, one in known.licenses.items() if not one.deprecated and "Ref-" not in id_)
        self._exception_ids = tuple(id_ for id_ in known.exceptions if "Ref-" not in id_)

    def find(self, written: str) -> Name | None:
        """What a license is meant by it; None when it is not even shaped like a license's name."""
        if written.upper() in _NO_LICENSE:
            return Name(written, _NO_LICENSE[written.upper()], (written.upper(),))
        if _REFERENCE.match(written):
            return Name(written, "reference", (self._exact.get(written.lower(), written),))
        if (id_ := self._exact.get(written.lower())) is not None:
            return Name(written, "license", (id_,))
        if written.endswith("+") and (id_ := self._exact.get(written[:-1].rstrip().lower())) is not None:
            return Name(written, "license", (id_.replace("-only", "-or-later"),), later=not id_.endswith("-only"))
        key = loosened(written) if _SPELT.match(written) else ""
        if (meant := self._spelt.get(key) or self._loose.get(key)) is not None:
            return Name(written, _sort(meant[0]), meant)
        return self._unknown(written, self._ids) if _ID.match(written) else None

    def find_exception(self, written: str) -> Name | None:
        """What exception is meant by it; None when it is not even shaped like one's name."""
        if (id_ := self._exceptions.get(written.lower())) is not None:
            return Name(written, "exception", (id_,))
        shaped = _ID.match(written) or _REFERENCE.match(written) or _ADDITION.match(written)
        return self._unknown(written, self._exception_ids) if shaped else None

    def is_exception(self, written: str) -> bool:
        """Whether it names an exception."""
        return written.lower() in self._exceptions

    def nearest(self, written: str) -> tuple[str, ...]:
        """Ids that are written nearly like it, nearest first."""
        return _nearest(written, self._ids)

    def _unknown(self, written: str, ids: tuple[str, ...]) -> Name:
        return Name(written, "unknown", (written,), near=_nearest(written, ids))


def _sort(id_: str) -> Sort:
    return "reference" if _REFERENCE.match(id_) else _NO_LICENSE.get(id_, "license")


def _nearest(written: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    alike = OSA.normalized_similarity
    found = process.extract(written, ids, scorer=alike, processor=str.lower, score_cutoff=_NEAR, limit=3)
    return tuple(id_ for id_, _, _ in found)


def loosened(written: str) -> str:
    """A name without what makes no difference: capitals, spaces, hyphens, filling words, a final ``.0``."""
    text = re.sub(r"v(?:er)?\.?\s*(?=\d)", " ", written.lower())
    words = (re.sub(r"(\.0)+$", "", word) for word in _WORDS.findall(text) if word not in _FILLERS)
    return "".join(words)


def _unambiguous(known: Reference) -> Iterator[tuple[str, tuple[str, ...]]]:
    meant: Mapping[str, set[str]] = defaultdict(set)
    for id_, one in known.licenses.items():
        if not one.deprecated and "Ref-" not in id_:
            meant[loosened(id_)].add(id_)
            if one.name:
                meant[loosened(one.name)].add(id_)
    for old, new in known.aliases.items():
        if "Ref-" not in new:
            meant[loosened(old)].add(new)
    return ((key, tuple(ids)) for key, ids in meant.items() if key and len(ids) == 1)
