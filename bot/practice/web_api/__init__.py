# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Web API of the practice workspace: the methods that the bot uses, as strict as Slack's."""
