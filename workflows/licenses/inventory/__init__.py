# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Third-party inventories: what an SBOM lists, under which licenses, and what policy says about all of it."""
