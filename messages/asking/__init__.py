# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions in Slack: what the office answers, the forms around it, and what the people of a petal get."""
