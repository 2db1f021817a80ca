# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Recommendations: rules over the program's own figures, and what became of the advice that they gave."""
