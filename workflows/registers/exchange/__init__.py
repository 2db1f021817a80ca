# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers as files: TOML for programs and version control, CSV for spreadsheets, Markdown for readers."""
