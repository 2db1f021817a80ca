# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Charts as Vega-Lite specs, each with the same numbers as words for those who do not see it, and as a table."""
