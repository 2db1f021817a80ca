# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Take the pictures of the documents: start a practice workspace, and photograph it with the machine's own chromium."""

import contextlib
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from scenes import SCENES

PICTURES = Path(__file__).parent / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
THEMES = ("light", "dark")


def main() -> None:
    """Write the pictures to docs/pictures: all of them, or those named in the command."""
    wanted = sys.argv[1:]
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("The pictures need chromium: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with practice_workspace() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, where, arrange, sizes in (one for one in SCENES if not wanted or one[0] in wanted):
            for size in sizes:
                for theme in THEMES:
                    photograph(browser, f"{address}#{where}", arrange, PICTURES / f"{name}-{size}-{theme}.png")
        browser.close()


def photograph(browser: Browser, address: str, arrange: Callable[[Page], None], picture: Path) -> None:
    """Open the page in the size and theme that the picture's name ends with, arrange it, and write the picture."""
    _, size, theme = picture.stem.split("-")
    context = browser.new_context(
        viewport=PHONE if size == "phone" else DESKTOP,  # type: ignore[arg-type]  # a TypedDict by its content
        color_scheme=theme,  # type: ignore[arg-type]  # one of THEMES
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#timeline :is(.row, .intro, .home-block)").first.wait_for()
    arrange(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)  # the last answers of the bot arrive and are drawn
    page.screenshot(path=picture)
    while page.locator("#modal[open]").count():  # one over the other, each closed by itself
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
    context.close()
    sys.stdout.write(f"{picture.name}\n")


@contextlib.contextmanager
def practice_workspace() -> Iterator[str]:
    """Start `ospo serve --practice` on a free port and give its address once the sample requests are there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bot", "serve", "--practice", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        try:
            line = next((one for one in serving.stdout or () if "is open:" in one), None)
            if line is None:
                sys.exit("The practice workspace did not start; its messages stand above.")
            yield line.rsplit(maxsplit=1)[-1]
        finally:
            serving.terminate()


if __name__ == "__main__":
    main()
