# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How tables come to be. Alembic runs ``env.py`` and what is in ``versions`` by their paths."""
