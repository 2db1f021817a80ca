# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Upstreams: what the office's own record says of the projects in their register, and what somebody should look at."""
