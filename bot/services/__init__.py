# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Use cases, by subject: each opens a unit of work, asks the domain, saves, and tells who must know."""
