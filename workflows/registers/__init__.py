# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers: what the office knows and keeps up to date, each entry with an owner, a review date and its history."""
