# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The practice workspace: a local stand-in for Slack, for trying the bot, for demos and for tests."""
