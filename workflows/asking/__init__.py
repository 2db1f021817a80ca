# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions that people ask the office: answered from what is written down, else routed to the people who know."""
