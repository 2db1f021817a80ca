# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo policy test`: the shipped cases and those of the organization's folder against the policy in force."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bot.catalog import Catalog, load_catalog
from bot.configuration import ConfigurationFailed, Findings, did_you_mean, parsed, read_toml
from bot.organization_files import shipped
from workflows.facts import Answer
from workflows.kind import Field
from workflows.policy_cases import (
    Basis,
    CaseFile,
    Difference,
    ExpectedDifference,
    RequestCase,
    license_differences,
    misfits,
    request_differences,
)

TESTS = "tests"


@dataclass(frozen=True, slots=True)
class Suite:
    """The files of tests, shipped ones first, each under the name that people know it by."""

    files: dict[str, CaseFile]

    @property
    def expected(self) -> tuple[ExpectedDifference, ...]:
        """Every difference that somebody declared."""
        return tuple(one for file in self.files.values() for one in file.expect_difference)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case. ``note`` says why a difference is expected; it is empty where it is not."""

    file: str
    name: str
    differences: tuple[Difference, ...]
    note: str = ""

    @property
    def word(self) -> str:
        """The outcome in a word."""
        if not self.differences:
            return "ok"
        return "expected" if self.note else "DIFFERS"


@dataclass(frozen=True, slots=True)
class Run:
    """The whole of a run. ``unused`` are declared differences that are none."""

    version: str
    outcomes: tuple[Outcome, ...]
    unused: tuple[ExpectedDifference, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is decided as the cases say, or differs on purpose."""
        return not any(outcome.word == "DIFFERS" for outcome in self.outcomes)


def run_suite(folder: Path | None) -> Run:
    """Run every case. Raises ConfigurationFailed, which names file, key and reason of each mistake."""
    catalog = catalog_of(folder)
    findings = Findings()
    suite = read_suite(folder, findings)
    _check_own(suite, catalog, findings)
    if findings.failed:
        raise ConfigurationFailed(findings.problems)
    outcomes = tuple(_outcomes(suite, catalog))
    different = [one.name for one in outcomes if one.differences]
    # A past request is nobody's case: `ospo policy replay` looks at those.
    cases = (one for one in suite.expected if not one.name.startswith("OSPO-"))
    unused = tuple(one for one in cases if not any(map(one.covers, different)))
    return Run(catalog.version, outcomes, unused)


def catalog_of(folder: Path | None) -> Catalog:
    """The policy of a folder over the shipped one. Raises ConfigurationFailed."""
    loaded = load_catalog(folder)
    if loaded.catalog is None:
        raise ConfigurationFailed(loaded.problems)
    return loaded.catalog


def read_suite(folder: Path | None, findings: Findings) -> Suite:
    """The cases of both layers, with findings for what cannot be read and for names that stand twice."""
    files: dict[str, CaseFile] = {}
    layers: list[tuple[Traversable, str]] = [(shipped() / TESTS, f"shipped {TESTS}")]
    layers += [(folder / TESTS, TESTS)] if folder else []
    for layer, called in layers:
        names = sorted(one.name for one in layer.iterdir()) if layer.is_dir() else []
        for name in (name for name in names if name.endswith(".toml")):
            file = f"{called}/{name}"
            document = read_toml(layer / name, file, findings)
            read = parsed(CaseFile, document, file, findings) if document is not None else None
            if read is not None:
                files[file] = read
    _check_names(files, findings)
    return Suite(files)


def _check_names(files: dict[str, CaseFile], findings: Findings) -> None:
    seen: dict[str, str] = {}
    for file, cases in files.items():
        named = [("requests", case.name) for case in cases.requests]
        named += [("licenses", case.name) for case in cases.licenses]
        for table, name in named:
            if name in seen:
                findings.error(file, f"{table}.{name}", f"stands in {seen[name]} already")
            seen[name] = file


def _check_own(suite: Suite, catalog: Catalog, findings: Findings) -> None:
    """The organization's own cases have to fit its kinds; a shipped case that does not any more is a difference."""
    for file, cases in suite.files.items():
        for kind in cases.defaults.keys() - catalog.policies.keys():
            reason = f"there is no kind of request `{kind}`{did_you_mean(kind, catalog.policies)}"
            findings.error(file, f"defaults.{kind}", reason)
        if not file.startswith(TESTS):
            continue
        for case in cases.requests:
            for key, reason in _misfits(_whole(case, cases), catalog):
                findings.error(file, f"requests.{case.name}.{key}", reason)


def _misfits(case: RequestCase, catalog: Catalog) -> Iterator[tuple[str, str]]:
    policy = catalog.policies.get(case.kind)
    if policy is None:
        hint = did_you_mean(case.kind, catalog.policies)
        yield "kind", f"there is no kind of request `{case.kind}`{hint}"
        return
    answers = {name: answer for name, answer in case.answers.items() if _fits(policy.kind.by_name, name, answer)}
    yield from misfits(case, policy.kind, policy.shown(answers))


def _fits(fields: Mapping[str, Field], name: str, answer: Answer) -> bool:
    return name in fields and fields[name].fits(answer)


def _outcomes(suite: Suite, catalog: Catalog) -> Iterator[Outcome]:
    expected = suite.expected
    for file, cases in suite.files.items():
        for request in cases.requests:
            yield _outcome(file, request.name, _of_request(_whole(request, cases), catalog), expected)
        for license_ in cases.licenses:
            yield _outcome(file, license_.name, license_differences(license_, catalog.licenses), expected)


def _whole(case: RequestCase, cases: CaseFile) -> RequestCase:
    return case.on(cases.defaults.get(case.kind, Basis()))


def _of_request(case: RequestCase, catalog: Catalog) -> Iterable[Difference]:
    wrong = [Difference(key, "a case that fits the kind", reason) for key, reason in _misfits(case, catalog)]
    return wrong or request_differences(case, catalog.policies[case.kind], catalog.knowledge)


def _outcome(
    file: str, name: str, differences: Iterable[Difference], expected: Sequence[ExpectedDifference]
) -> Outcome:
    return Outcome(file, name, tuple(differences), next((one.note for one in expected if one.covers(name)), ""))


def lines(run: Run) -> Iterator[str]:
    """The run as a table, each difference below its case, the counts last."""
    file = ""
    for one in run.outcomes:
        if one.file != file:
            file = one.file
            yield from ("", file)
        note = f"  ({one.note})" if one.differences and one.note else ""
        yield f"  {one.word:<8}  {one.name}{note}"
        for each in one.differences:
            yield f"            {each.what}: expected {each.expected}; found {each.found}"
    words = [one.word for one in run.outcomes]
    yield ""
    yield from (f"Declared as a difference, but decided as ever: {one.name} ({one.note})" for one in run.unused)
    yield (
        f"{len(words)} cases under policy {run.version}: {words.count('ok')} ok, "
        f"{words.count('expected')} different as expected, {words.count('DIFFERS')} different."
    )


def as_json(run: Run) -> dict[str, Any]:
    """The run for programs."""
    return {
        "ok": run.ok,
        "policy": run.version,
        "cases": [
            {
                "file": one.file,
                "name": one.name,
                "outcome": one.word.lower(),
                "note": one.note if one.differences else "",
                "differences": [
                    {"what": each.what, "expected": each.expected, "found": each.found} for each in one.differences
                ],
            }
            for one in run.outcomes
        ],
        "unused": [one.name for one in run.unused],
    }
