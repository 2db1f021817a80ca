# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the pictures of the documents show: each scene is brought about on the page of the practice workspace."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page


def form(page: Page) -> None:
    """A form that is filled and shows who will be asked."""
    say(page, "/ospo contribute https://github.com/pallets/flask")
    dialog = page.get_by_role("dialog", name="Contribute upstream")
    dialog.get_by_label("What do you want to contribute?").fill("Explain how to test streaming responses")
    dialog.get_by_label("Kind of change").select_option(label="Bug fix")
    dialog.get_by_label("Up to 100 lines").check()
    dialog.get_by_label("License of the project").select_option(label="BSD-3-Clause")
    for group, answer in (("Does the project want", "No"), ("Help from AI tools", "None")):
        dialog.get_by_role("radiogroup", name=group).get_by_label(answer, exact=True).check()
    dialog.get_by_label("None of these").check()
    dialog.get_by_text("It is our first contribution to this project.").scroll_into_view_if_needed()


def review(page: Page) -> None:
    """A request's card, and its thread with the buttons of a reviewer."""
    card = page.get_by_role("article").filter(has_text="Name the workspace in the plan").first
    card.locator(".thread-bar").click()
    page.locator(".thread .message").nth(1).wait_for()
    page.locator(".pane .message:not(.ephemeral)").filter(has_text="Name the workspace in the plan").evaluate(
        "card => card.scrollIntoView()"
    )
    page.locator(".thread").get_by_role("button", name="Approve").first.evaluate(
        "button => button.scrollIntoView({block: 'end'})"
    )


def decision(page: Page) -> None:
    """What the requester reads when it is decided."""
    told = page.get_by_role("article").filter(has_text="is approved").filter(has_text="Fix the usage line")
    told.evaluate("message => message.scrollIntoView()")


def release(page: Page) -> None:
    """The checklist of a release, opened from its card."""
    card = page.get_by_role("article").filter(has_text="Telescope").first
    card.get_by_role("button", name="Checklist").click()
    page.get_by_role("dialog").get_by_text("We own all of it").first.wait_for()


def license_answer(page: Page) -> None:
    """What policy says about a license, to the one who asked."""
    say(page, "/ospo license MPL-2.0 OR GPL-3.0-only shipped")
    answer = page.get_by_role("article").filter(has_text="policy look-up, not legal advice").last
    answer.evaluate("message => message.scrollIntoView()")


def behind(page: Page) -> None:
    """What goes over the wire."""
    page.get_by_role("button", name="Behind the scenes").click()
    page.locator(".exchange").filter(has_text="chat.postMessage").locator("summary").first.click()


def queue(page: Page) -> None:
    """What waits for a reviewer."""
    say(page, "/ospo queue")
    page.get_by_role("article").filter(has_text="Waiting for you").last.wait_for()


def details(page: Page) -> None:
    """The end of the details of a request: its history, and the button for evidence."""
    review(page)
    page.locator(".thread").get_by_role("button", name="More actions").first.click()
    page.get_by_text("Details and history").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Export the evidence").scroll_into_view_if_needed()


def board(page: Page) -> None:
    """The maturity board, at the stage of the next best step."""
    say(page, "/ospo maturity")
    page.get_by_role("dialog", name="Maturity").get_by_text("Next best step").wait_for()


def item(page: Page) -> None:
    """One item of it, which waits for a second person, as somebody sees it who may confirm it."""
    message = page.get_by_role("article").filter(has_text="needs a second look").last
    message.get_by_role("button", name="Open").click()
    page.get_by_role("dialog", name="Maturity: one item").get_by_role("button", name="Confirm").wait_for()


def setup(page: Page) -> None:
    """The guided setup: the next thing to do, and every step."""
    say(page, "/ospo setup")
    page.get_by_role("dialog", name="Setup").get_by_text("Next:").wait_for()


def petals(page: Page) -> None:
    """The petals: who to talk to about what."""
    say(page, "/ospo petals")
    page.get_by_role("dialog", name="Petals").get_by_text("Individual contributors").first.wait_for()


def advice(page: Page) -> None:
    """One advice, as the office reads it in its room; the rules are looked at within the first minutes."""
    told = page.get_by_role("article").filter(has_text="Advice:").last
    told.wait_for(timeout=180_000)
    told.evaluate("message => message.scrollIntoView({ block: 'end' })")


def values(page: Page) -> None:
    """The last values poll, and who follows the principles."""
    say(page, "/ospo values")
    page.get_by_role("dialog", name="Values and principles").get_by_text("Where units differ").wait_for()


def reading(page: Page) -> None:
    """The next read, and what comes after it."""
    say(page, "/ospo reading")
    page.get_by_role("dialog", name="Reading").get_by_text("Your next read").wait_for()


def digest(page: Page) -> None:
    """The digest of the week, with its picture."""
    shown(page.locator("#timeline .b-image img").first)


def flower(page: Page) -> None:
    """The pictures in the thread of the digest."""
    digest(page)
    page.locator("#timeline .thread-bar").last.click()
    shown(page.locator(".thread .message").last.locator(".b-image img").first)


def trend(page: Page) -> None:
    """The same, further down."""
    flower(page)
    shown(page.locator(".thread .message").last.locator(".b-image img").nth(2))


def home(page: Page) -> None:
    """The Home of somebody of the office: what waits for them first."""
    page.locator("#timeline").get_by_text("Waiting for you").first.wait_for()


def program(page: Page) -> None:
    """The end of the same Home: the program."""
    home(page)
    page.wait_for_timeout(1500)  # a visit has Home published anew
    heading = page.locator("#timeline").get_by_text("The program", exact=True)
    heading.evaluate("words => { words.scrollIntoView(); words.closest('#timeline').scrollBy(0, -16); }")


def upstream(page: Page) -> None:
    """An upstream with what the record knows of it: a request names another license than the register."""
    say(page, "/ospo upstreams click")
    page.get_by_role("dialog", name="Upstream register").get_by_role("button", name="Open: Click").click()
    warning = page.get_by_role("dialog", name="Upstream", exact=True).get_by_text("Another license:")
    warning.wait_for()
    warning.evaluate("words => words.scrollIntoView({ block: 'center' })")


def regulators(page: Page) -> None:
    """What regulators want by when, and what is missing."""
    say(page, "/ospo regulators")
    page.get_by_role("dialog", name="Regulators").get_by_text("Not checked yet whether they apply").wait_for()


def strategy(page: Page) -> None:
    """The strategy: its sections and goals."""
    say(page, "/ospo strategy")
    page.get_by_role("dialog", name="Strategy").get_by_text("Goals", exact=True).wait_for()


def executives(page: Page) -> None:
    """The page for executives."""
    strategy(page)
    page.get_by_role("dialog").get_by_role("button", name="One page for executives").click()
    page.get_by_role("dialog", name="For executives").get_by_text("Decision asked").wait_for()


def interview(page: Page) -> None:
    """The interview, with what was answered and by whom."""
    strategy(page)
    page.get_by_role("dialog").get_by_role("button", name="Interview").click()
    page.get_by_role("dialog", name="Strategy interview").get_by_text("Start a round").wait_for()
    page.get_by_role("dialog").get_by_text("Round 1 is over").evaluate("words => words.scrollIntoView()")


def ask(page: Page) -> None:
    """A question with typing errors, and its answer, to the one who asked."""
    say(page, "/ospo ask who may sgin a contributer licence agreement")
    answer = page.get_by_role("article").filter(has_text="not reviewed by your company yet").last
    answer.wait_for(timeout=60_000)
    answer.evaluate("message => message.scrollIntoView()")


def register(page: Page) -> None:
    """The list of a register, with what each entry says in short."""
    say(page, "/ospo register guides")
    page.get_by_role("dialog", name="Guides").get_by_role("button", name="Open").first.wait_for()


def entry(page: Page) -> None:
    """One entry of it: its text, where it comes from, and what may be done with it."""
    register(page)
    page.get_by_role("dialog", name="Guides").get_by_role("button", name="Open").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Back to Guides").wait_for()


def change(page: Page) -> None:
    """The form that changes it."""
    entry(page)
    page.get_by_role("dialog").get_by_role("button", name="Change this entry").click()
    page.get_by_role("dialog").get_by_label("Title").wait_for()


def say(page: Page, words: str) -> None:
    """Write a message, or a command."""
    page.locator("#composer").fill(words)
    page.locator("#composer").press("Enter")


def shown(image: Locator) -> None:
    """Wait for an image, which is drawn and uploaded first, and bring it into view whole."""
    image.wait_for(timeout=90_000)
    image.evaluate("image => image.decode()")
    image.evaluate("image => image.scrollIntoView({ block: 'end' })")


#: Each with its name, who looks at which place, how it comes about, and the sizes in which it is taken.
SCENES: tuple[tuple[str, str, Callable[[Page], None], tuple[str, ...]], ...] = (
    ("form", "U0DANA/C0GENERAL", form, ("desktop", "phone")),
    ("review", "U0OMAR/C0REQUESTS", review, ("desktop",)),
    ("decision", "U0DANA/D0DANA", decision, ("desktop", "phone")),
    ("release", "U0DANA/C0REQUESTS", release, ("desktop",)),
    ("license", "U0DANA/C0GENERAL", license_answer, ("desktop",)),
    ("queue", "U0OMAR/C0REQUESTS", queue, ("desktop",)),
    ("details", "U0OMAR/C0REQUESTS", details, ("desktop",)),
    ("board", "U0OMAR/C0GENERAL", board, ("desktop", "phone")),
    ("item", "U0LENA/C0LEGAL", item, ("desktop",)),
    ("setup", "U0OMAR/C0GENERAL", setup, ("desktop", "phone")),
    ("petals", "U0DANA/C0GENERAL", petals, ("desktop", "phone")),
    ("digest", "U0OMAR/C0DIGEST", digest, ("desktop", "phone")),
    ("flower", "U0OMAR/C0DIGEST", flower, ("desktop", "phone")),
    ("trend", "U0OMAR/C0DIGEST", trend, ("desktop", "phone")),
    ("advice", "U0OMAR/C0OSPO", advice, ("desktop",)),
    ("values", "U0OMAR/C0GENERAL", values, ("desktop",)),
    ("reading", "U0OMAR/C0GENERAL", reading, ("desktop",)),
    ("home", "U0OMAR/home", home, ("desktop", "phone")),
    ("program", "U0OMAR/home", program, ("desktop", "phone")),
    ("upstream", "U0OMAR/C0GENERAL", upstream, ("desktop",)),
    ("regulators", "U0OMAR/C0GENERAL", regulators, ("desktop",)),
    ("strategy", "U0OMAR/C0GENERAL", strategy, ("desktop", "phone")),
    ("executives", "U0OMAR/C0GENERAL", executives, ("desktop",)),
    ("interview", "U0OMAR/C0GENERAL", interview, ("desktop",)),
    ("ask", "U0DANA/C0GENERAL", ask, ("desktop", "phone")),
    ("register", "U0OMAR/C0GENERAL", register, ("desktop", "phone")),
    ("entry", "U0OMAR/C0GENERAL", entry, ("desktop", "phone")),
    ("change", "U0OMAR/C0GENERAL", change, ("desktop", "phone")),
    ("behind", "U0DANA/C0GENERAL", behind, ("desktop",)),
)
