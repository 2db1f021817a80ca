# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Maturity as people see it: the board, one item of it, the small forms of its acts, and messages about items."""
