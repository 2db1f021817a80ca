# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Each file of broken_organizations/ is one mistake; sentences.toml says what people are told about it."""

import shutil
import tomllib
from pathlib import Path

import pytest

from bot.catalog import Loaded, load_catalog
from tests.support.organization import organization

CORPUS = Path(__file__).with_name("broken_organizations")
SENTENCES: dict[str, list[str]] = tomllib.loads((CORPUS / "sentences.toml").read_text())
FILES = sorted(path.name for path in CORPUS.iterdir() if path.name != "sentences.toml")
PLACES = {
    "organization": "organization.toml",
    "kinds": "kinds/sponsorship.toml",
    "maturity": "maturity/ospo.toml",
    "people": "people.csv",
    "registers": "registers/events.toml",
    "entries": "entries/actions.toml",
}


def _loaded(name: str, folder: Path) -> Loaded:
    subject = name.partition("--")[0]
    organization(folder, '[directory]\nfile = "people.csv"\n' if subject == "people" else "")
    place = folder / PLACES.get(subject, f"{subject}.toml")
    place.parent.mkdir(exist_ok=True)
    shutil.copyfile(CORPUS / name, place)
    return load_catalog(folder)


def test_every_file_has_its_sentences_and_every_sentence_its_file() -> None:
    assert sorted(SENTENCES) == FILES
    assert len(FILES) >= 25


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_is_named_with_its_file_its_key_and_the_reason(name: str, tmp_path: Path) -> None:
    loaded = _loaded(name, tmp_path)
    told = [f"{problem.level}: {problem.sentence}" for problem in loaded.problems]
    assert told == SENTENCES[name]
    assert (loaded.catalog is None) == any(line.startswith("error") for line in told)
