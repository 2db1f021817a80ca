# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""License advice: what policy says about an SPDX expression for a use, with reasons, obligations and sources."""
