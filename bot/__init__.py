# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The edge: Slack, HTTP, time and the command line, and the use cases that join the other rooms."""
