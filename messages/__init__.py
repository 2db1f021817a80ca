# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pure functions from domain objects to what Slack shows, and from what people typed to answers."""
