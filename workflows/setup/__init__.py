# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The guided setup of an office: which ingredients of a minimum viable one are there, and what is missing."""
