# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The record: tables, queries and migrations; rows stay in this room and domain objects leave it."""
