# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers as people see them: lists, entries with their history, the forms that change them, and what is told."""
