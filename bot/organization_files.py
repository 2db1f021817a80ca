# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The files of an organization's folder over those of the shipped catalog: which there are, and what is in each."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from bot.configuration import Findings, did_you_mean, parsed, read_toml
from bot.consistency import ORGANIZATION, KindFile
from bot.directory import read_managers
from bot.maturity_models import MATURITY
from bot.policy_data import LICENSES, UPSTREAMS
from bot.registers import ENTRIES, REGISTERS
from bot.synonyms import SYNONYMS
from workflows.kind import RequestKind
from workflows.organization import Organization

KINDS = "kinds"
_FILES = (ORGANIZATION, LICENSES, UPSTREAMS, SYNONYMS)


def shipped() -> Traversable:
    """The folder of the catalog that comes with the product."""
    return files("workflows").joinpath("catalog")


def files_read(folder: Path) -> Iterator[Path]:
    """The files of an organization's folder that loading may look at."""
    for where, ending in (
        (folder, "*.toml"),
        (folder, "*.csv"),
        (folder / KINDS, "*.toml"),
        (folder / MATURITY, "*.toml"),
        (folder / REGISTERS, "*.toml"),
        (folder / ENTRIES, "*.toml"),
    ):
        yield from sorted(where.glob(ending))


def fingerprint(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever a file of the folder does: name, time of change (ns) and size of each. Nothing is read."""
    return tuple(_state(path) for path in files_read(folder)) if folder else ()


def _state(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:  # it is not there, or not for us: a state like any other
        return (str(path), -1, -1)
    return (str(path), found.st_mtime_ns, found.st_size)


def read_organization(folder: Path | None, findings: Findings) -> Organization | None:
    """What ``organization.toml`` says; nothing of it can be used (None) when a part is wrong."""
    if folder is None:
        return Organization()
    document = read_toml(folder / ORGANIZATION, ORGANIZATION, findings)
    return None if document is None else parsed(Organization, document, ORGANIZATION, findings)


def read_kinds(folder: Path | None, findings: Findings) -> Iterator[KindFile]:
    """The shipped kinds, and the organization's in their place or beside them."""
    sources: dict[str, tuple[Traversable, str]] = {}
    for layer, called in ((shipped() / KINDS, f"shipped {KINDS}"), (folder and folder / KINDS, KINDS)):
        if layer and layer.is_dir():
            names = sorted(one.name for one in layer.iterdir() if one.name.endswith(".toml"))
            sources |= {name: (layer / name, f"{called}/{name}") for name in names}
    for name, (source, file) in sources.items():
        document = read_toml(source, file, findings)
        kind = parsed(RequestKind, document, file, findings) if document is not None else None
        if kind is not None:
            yield KindFile(kind, file)
            if name != f"{kind.name}.toml":
                findings.error(file, "name", f"`{kind.name}` has to stand in kinds/{kind.name}.toml")


def managers_named(folder: Path | None, organization: Organization, findings: Findings) -> Mapping[str, str]:
    """Who manages whom, by Slack id, in the file that the organization names as its directory."""
    if folder is None or organization.directory is None:
        return MappingProxyType({})
    name = organization.directory.file
    if Path(name).name != name or not name.endswith(".csv") or not (folder / name).is_file():
        reason = f"`{name}` is not a .csv file directly in the organization's folder"
        findings.error(ORGANIZATION, "directory.file", reason)
        return MappingProxyType({})
    return MappingProxyType(dict(read_managers(folder / name, name, findings)))


def name_strangers(folder: Path, findings: Findings) -> None:
    """Warn of files that look like configuration and are not read: a misspelt name changes nothing, silently."""
    for one in sorted(folder.glob("*.toml")):
        if one.name not in _FILES:
            findings.warning(one.name, "", f"is not read{did_you_mean(one.name, _FILES)}")
