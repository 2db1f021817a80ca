# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Draws charts in a process of its own: Vega-Lite specs in as JSON, pictures out. Nothing else loads the renderer."""

import json
import resource
import struct
import sys

#: Bytes of data that a drawing may take; one takes about 95 MB, of which V8 reserves more than it ever writes.
_MOST_MEMORY = 1_000_000_000
#: Seconds of computing; bot/charting ends the process after as many of waiting.
_MOST_SECONDS = 30
#: Pixels for each of the chart's: sharp on a phone, and small enough for Slack to show at once.
_SCALE = 2


def main() -> None:
    """Read a list of specs from standard input; write each picture behind its length (four bytes, network order)."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    import vl_convert  # noqa: PLC0415 - 95 MB of renderer: in this process only, and under its limits

    for spec in json.load(sys.stdin):
        picture = vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[])
        sys.stdout.buffer.write(struct.pack("!I", len(picture)) + picture)


if __name__ == "__main__":
    main()
