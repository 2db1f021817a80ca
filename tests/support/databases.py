# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which databases a journey runs on."""

import pytest

#: For what is refused before anything is stored, or is between us and Slack alone: no database makes a difference.
ONE_DATABASE = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
