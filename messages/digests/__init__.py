# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Digests in words: lines of plain text, laid out for Slack and for a terminal."""
