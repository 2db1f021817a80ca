# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The open source strategy: its document, its goals, the page for executives, and the interview that feeds it."""
