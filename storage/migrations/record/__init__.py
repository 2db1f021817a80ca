# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables that revision 0001 makes, by subject, as they were then; ``storage`` describes them as they are now."""
