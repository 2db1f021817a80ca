# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`python -m bot` is `ospo`."""

from bot.cli import main

main()
