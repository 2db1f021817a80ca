# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The registers there are: shipped ones with the organization's files over them, and the entries that come with them.

Definitions and entries of the product are read when they are first asked for, not at a start: reading TOML is slow.
Those of the organization are read with everything else of its folder, so that a mistake in them is told at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.configuration import Findings, did_you_mean, parsed, read_toml
from bot.consistency import OWN_VERBS
from workflows.fields import EVERYBODY
from workflows.kind import RequestKind
from workflows.organization import GROUPS, Organization
from workflows.petals import PETALS
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.files import Shipped, shipped_of
from workflows.registers.register import Register

REGISTERS, ENTRIES = "registers", "entries"
_TOML = ".toml"
#: The register whose entries are petals.
_PETALS = "petals"
_KEYS = ("register", "as_of", "source", "entries")


class RegisterCatalog:
    """The registers in force and what is shipped of their entries.

    ``own`` are the organization's; ``own_entries`` what it ships to itself, by register and name.
    """

    def __init__(self, own: Mapping[str, Register] = MappingProxyType({})) -> None:
        self._own = own
        self.own_entries: Mapping[str, Mapping[str, Content]] = {}
        self._entries: dict[str, Mapping[str, Content]] = {}

    @cached_property
    def definitions(self) -> Mapping[str, Register]:
        """Every register by its name, in the order of their titles."""
        every = dict(_definitions_of_the_product()) | dict(self._own)
        return MappingProxyType(dict(sorted(every.items(), key=lambda one: one[1].title)))

    @cached_property
    def by_verb(self) -> Mapping[str, Register]:
        """The registers that have a verb of `/ospo` of their own."""
        return MappingProxyType({one.verb: one for one in self.definitions.values() if one.verb})

    @cached_property
    def shipped_verbs(self) -> frozenset[str]:
        """The verbs of the product's own registers: one of an organization may stand in for one of them."""
        return frozenset(one.verb for one in _definitions_of_the_product().values())

    @property
    def versions(self) -> tuple[str, ...]:
        """What changes when any of the organization's registers does, or of its shipped entries."""
        entries = [f"{name} {one}" for name, entries in self.own_entries.items() for one in entries.items()]
        return (*(one.model_dump_json() for one in self._own.values()), *entries)

    def shipped(self, register: str, workspace: str) -> Mapping[str, Entry]:
        """The entries of a register that come with the product, by name: version 0, published, nobody's."""
        return {name: _entry(workspace, register, name, content) for name, content in self.contents(register).items()}

    def contents(self, register: str) -> Mapping[str, Content]:
        """What the shipped entries of a register say, by name; nothing for a register that there is not."""
        if register not in self._entries:
            definition = self.definitions.get(register)
            known = frozenset(self.definitions)
            if definition is not None and register not in self._own:
                shipped = _contents_of_the_product(register, known)
            else:
                shipped = _contents(definition, known) if definition else {}
            self._entries[register] = MappingProxyType(dict(shipped) | dict(self.own_entries.get(register, {})))
        return self._entries[register]


@cache
def _definitions_of_the_product() -> Mapping[str, Register]:
    """The shipped registers, read once for a process: a catalog that is read anew has the same ones."""
    read = _definitions(_shipped(REGISTERS), f"shipped {REGISTERS}", Findings())
    return MappingProxyType({one.name: one for one in read})


@lru_cache(maxsize=256)
def _contents_of_the_product(register: str, known: frozenset[str]) -> Mapping[str, Content]:
    """What the shipped entries of a shipped register say, read once for a process; ``known`` are all registers."""
    return _contents(_definitions_of_the_product()[register], known)


def _contents(register: Register, known: frozenset[str]) -> Mapping[str, Content]:
    """What the shipped entries of a register say, by name."""
    found = _shipped_entries(register, known, tuple(_layers(ENTRIES, None)), Findings())
    return MappingProxyType({one.name: one.content for one in found})


def read_registers(
    folder: Path | None, organization: Organization, kinds: Sequence[RequestKind], findings: Findings
) -> RegisterCatalog:
    """The registers with those of the organization's folder over them, and a finding for whatever is wrong there.

    ``kinds`` are those of requests. The product's own are not read here, unless the folder has something of registers.
    """
    layers = tuple(_layers(REGISTERS, folder))[1:]
    own = {one.name: one for layer in layers for one in _definitions(*layer, findings)}
    catalog = RegisterCatalog(MappingProxyType(own))
    if own:
        _check(catalog, own, frozenset({*GROUPS, *organization.groups}), [one.verb for one in kinds], findings)
    if folder is not None and (folder / ENTRIES).is_dir():
        catalog.own_entries = _own_entries(catalog.definitions, folder, kinds, findings)
    return catalog


def _check(
    catalog: RegisterCatalog, own: Iterable[str], groups: frozenset[str], verbs: Iterable[str], findings: Findings
) -> None:
    for name in own:
        one, file = catalog.definitions[name], f"{REGISTERS}/{name}{_TOML}"
        taken = {other.verb for other in catalog.definitions.values() if other is not one}
        if one.verb and one.verb in {*verbs, *taken, *OWN_VERBS - catalog.shipped_verbs}:
            findings.error(file, "verb", f"`{one.verb}` is a verb of `/ospo` already")
        told = tuple(group for dated in one.dates for group in dated.also)
        named = {"editors": one.editors, "approvers": one.approvers, "readers": one.readers, "dates.also": told}
        for key, those in named.items():
            for group in those:
                if group not in groups and group != EVERYBODY:
                    findings.error(file, key, f"there is no group `{group}`{did_you_mean(group, groups)}")


def _own_entries(
    known: Mapping[str, Register], folder: Path, kinds: Sequence[RequestKind], findings: Findings
) -> Mapping[str, Mapping[str, Content]]:
    """The entries of the organization's files by register, with a finding for whatever is wrong with them."""
    layers = tuple(_layers(ENTRIES, folder))[1:]  # those of the product are held by its tests
    found = {
        name: {entry.name: entry.content for entry in _shipped_entries(one, known, layers, findings)}
        for name, one in known.items()
    }
    petals = {*PETALS, *(one.petal for one in kinds), *(one.petal for one in known.values()), *found.get(_PETALS, ())}
    for name, entries in found.items():
        for entry, content in entries.items():
            if content.petal not in petals:
                reason = f"no petal `{content.petal}` is known to the files{did_you_mean(content.petal, petals)}"
                findings.warning(f"{ENTRIES}/{name}{_TOML}", f"entries.{entry}.petal", reason)
    for source, file in _files(*layers):
        said = (read_toml(source, file, findings) or {}).get("register", "")
        of = _register_of(source.name, known)
        if of is None or said != of:
            findings.error(file, "register", _misnamed(source.name, of, str(said), known))
    return found


def _definitions(folder: Traversable, called: str, findings: Findings) -> Iterator[Register]:
    for name in sorted(_toml_files(folder)):
        file = f"{called}/{name}"
        document = read_toml(folder / name, file, findings)
        register = parsed(Register, document, file, findings) if document is not None else None
        if register is not None and name != f"{register.name}{_TOML}":
            findings.error(file, "name", f"`{register.name}` has to stand in {REGISTERS}/{register.name}{_TOML}")
        elif register is not None:
            yield register


def _misnamed(file: str, name: str | None, said: str, known: Iterable[str]) -> str:
    if name is None:
        stem = file.removesuffix(_TOML)
        return f"the file is named after no register: there is no `{stem}`{did_you_mean(said or stem, known)}"
    return f"`{said}` has to be `{name}`, after which the file is named"


def _register_of(file: str, known: Iterable[str]) -> str | None:
    """The register whose entries a file holds, NAME.toml or NAME-part.toml: the longest name that fits."""
    stem = file.removesuffix(_TOML)
    return max((one for one in known if stem == one or stem.startswith(f"{one}-")), key=len, default=None)


def _shipped_entries(
    register: Register, known: Iterable[str], layers: tuple[tuple[Traversable, str], ...], findings: Findings
) -> Iterator[Shipped]:
    """The entries of a register in the files of all layers; a later layer replaces those of the same name."""
    found: dict[str, Shipped] = {}
    for source, file in _files(*layers):
        if _register_of(source.name, known) == register.name:
            document = read_toml(source, file, findings)
            if document is not None:
                found |= {one.name: one for one in _of_file(register, document, file, findings)}
    yield from found.values()


def _of_file(register: Register, document: Mapping[str, Any], file: str, findings: Findings) -> Iterator[Shipped]:
    for key in document:
        if key not in _KEYS:
            findings.error(file, key, "is not a known key")
    common = {key: document[key] for key in ("as_of", "source") if key in document}
    rows = document.get("entries", [])
    names: set[str] = set()
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        if not isinstance(row, dict):
            findings.error(file, f"entries.{number}", "should be a table")
            continue
        shipped, problems = shipped_of(register, common | row)
        for key, reason in problems.items():
            findings.error(file, f"entries.{shipped.name}.{key}", reason)
        if shipped.name in names:
            findings.error(file, f"entries.{shipped.name}", "is there twice")
        names.add(shipped.name)
        if not problems:
            yield shipped


def _entry(workspace: str, register: str, name: str, content: Content) -> Entry:
    return Entry(
        workspace=workspace,
        register=register,
        name=name,
        content=content,
        state=EntryState.PUBLISHED,
        once_published=True,
    )


def _files(*layers: tuple[Traversable, str]) -> Iterator[tuple[Traversable, str]]:
    """Every file of entries, and how people know it; the organization's last."""
    return chain.from_iterable(
        [(folder / name, f"{called}/{name}") for name in sorted(_toml_files(folder))] for folder, called in layers
    )


def _toml_files(folder: Traversable) -> Iterator[str]:
    return (one.name for one in folder.iterdir() if one.name.endswith(_TOML))


def _layers(what: str, folder: Path | None) -> Iterator[tuple[Traversable, str]]:
    yield _shipped(what), f"shipped {what}"
    if folder is not None and (folder / what).is_dir():
        yield folder / what, what


def _shipped(what: str) -> Traversable:
    return files("workflows").joinpath("catalog", what)
