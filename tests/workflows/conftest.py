# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Property tests of the domain say what must hold, not how fast: a busy machine must not fail them."""

from hypothesis import settings

settings.register_profile("domain", deadline=None)
settings.load_profile("domain")
