# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the digests of a program say: computed once, as a document of numbers from which every attempt is rendered."""
