# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the digests of SPDX's license texts: `python docs/license_texts.py BUNDLE`.

BUNDLE is the gzipped JSON of SPDX's license list with its texts that the package `licenseid` (0.5.0) brings; none of
its text is kept here.
"""

import gzip
import json
import sys
from pathlib import Path

from bot.license_answers import policy_of
from workflows.licenses.texts import own_lines
from workflows.licenses.wording import digests

OUT = Path(__file__).parents[1] / "workflows" / "catalog" / "license_texts.json"


def main(bundle: Path) -> None:
    """Write a digest or two for each license of the bundle."""
    data = json.loads(gzip.decompress(bundle.read_bytes()))
    names = policy_of(None).names
    texts = {one["licenseId"]: digests(own_lines(one["text"], names)) for one in data["licenses"] if one.get("text")}
    written = {"source": f"SPDX license list {data['licenseListVersion']}", "texts": dict(sorted(texts.items()))}
    OUT.write_text(json.dumps(written, indent=0, separators=(",", ":")) + "\n", "utf-8")
    sys.stdout.write(f"{len(texts)} licenses\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
