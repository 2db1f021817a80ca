# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Regulators: the calendar of what is due, what is open with each of them, and how a duty is marked as done."""
