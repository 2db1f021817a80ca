# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How far a program has come, by what it can show: models as data, a log of what was said, boards folded from it."""
