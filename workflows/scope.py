# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The scope of a permission: which project, under which license and agreement; a kind says which fields tell them."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from workflows.facts import Answers
from workflows.model import Value

#: Forges on which a repository is always an owner and a name; on others groups can be nested.
_OWNER_AND_NAME = frozenset({"github.com", "codeberg.org", "bitbucket.org"})


class Scope(NamedTuple):
    """The project as the register knows it, its license and its agreement; empty: the kind or the person said none."""

    project: str
    license: str
    agreement: str


class ScopeFields(Value):
    """The fields of a kind whose answers are the scope; empty where it has none."""

    project: str = ""
    license: str = ""
    agreement: str = ""

    def of(self, answers: Answers) -> Scope:
        """The scope that these answers tell."""
        said = answers.get
        project, license_, agreement = said(self.project), said(self.license), said(self.agreement)
        return Scope(project_key(str(project or "")), str(license_ or ""), str(agreement or ""))


@lru_cache(maxsize=1024)
def project_key(address: str) -> str:
    """A repository's address as the register knows it: host and path in lower case, no scheme, no ``.git``.

    A link to something inside a repository counts as the repository where its forge tells them apart.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    path = [part.lower() for part in unquote(parts.path).partition("/-/")[0].split("/") if part]
    if host in _OWNER_AND_NAME:
        path = path[:2]
    return "/".join((host, *path)).removesuffix(".git")
