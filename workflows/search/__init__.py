# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Finding what the office has written down: words, an index of them, and how near an entry is to a question."""
