# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The domain: rules of an Open Source Program Office, without input, output, clock or environment."""
