# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The reading queue: what is worth reading next, and which links may be looked at."""
