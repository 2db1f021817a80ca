# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The values poll: what units think open source is for, where they differ, and the principles that come of it."""
