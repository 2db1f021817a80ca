# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The values poll and the principles in Slack: forms, the overview, and the messages that ask and tell."""
