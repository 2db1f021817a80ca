# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Slack sends: each listener reads a payload, calls one service and acknowledges last."""
