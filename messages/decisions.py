# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the requester reads at the end of a request: what was decided, by whom, on what, and what to do now."""

from collections.abc import Callable

from messages import facts
from messages.appeals import AGAIN, APPEAL
from messages.blocks import Block, Message, actions, button, context, header, message, paragraphs, section
from messages.buttons import request_value
from messages.checklists import checklist_buttons, lines
from messages.expiry import expired_blocks, start_again
from messages.launches import launch_buttons
from messages.obligations import for_requester
from messages.outcomes import state_words
from messages.overturned import taken_back
from messages.requester import DETAILS, LINK
from messages.rich_text import quote
from messages.rulings import answered_by_people, ruling, ruling_buttons
from messages.stamps import remarks, stamp
from messages.text import counted, day, escape, escaped_line, mention, moment, user_line
from messages.turns import basis
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.overturned import Way
from workflows.request import Decision, Request, Review, State, Verdict

_TITLE = 120


def decision(request: Request, kind: RequestKind, organization: Organization, past: int = 0) -> Message:
    """The message about the end of a request. An open request has none: what is shown then says so.

    ``past`` is how many decisions were taken back before this one; one that was taken back itself says so.
    """
    if past < len(request.taken_back):
        return taken_back(request, request.taken_back[past])
    decided = request.decision
    if decided is None:
        return message(f"{request.name} is not decided yet.", [section(f"{request.name} is not decided yet.")])
    title = "" if request.private else f" ({escaped_line(request.title, _TITLE)})"
    summary = f"{request.name}{title} is {decided.outcome.words}. {_SUMMARIES[decided.outcome]}"
    if answered_by_people(request, kind):
        summary = f"{request.name}{title} is answered: {escape(state_words(request, kind))}."
    return message(summary, decision_blocks(request, kind, organization))


def decision_blocks(request: Request, kind: RequestKind, organization: Organization) -> list[Block]:
    """The blocks of the decision, which the answer to a status command shows too."""
    decided = request.decision
    if decided is None:
        return []
    name = f"{request.name} is {decided.outcome.words}"
    if answered_by_people(request, kind):
        whose = context(basis(request))
        return [
            header(f"{request.name} is answered"),
            *ruling(request, kind, organization),
            whose,
            ruling_buttons(request, kind),
            *(
                [_ways_on(request, appeal=may_appeal(request, organization))]
                if decided.outcome is State.DECLINED
                else []
            ),
        ]
    title = "" if request.private else f" · {user_line(request.title, _TITLE)}"
    return [header(f"{name}{title}"), *_BODIES[decided.outcome](request, decided, kind, organization)]


def _approved(request: Request, decided: Decision, kind: RequestKind, organization: Organization) -> list[Block]:
    blocks = [section(f":white_check_mark: *Approved*, {moment(decided.at)}.")]
    if request.suspended:
        blocks = [section(":warning: *Suspended: a condition is overdue.* Please start nothing new on this approval.")]
    blocks += [*_how(request, decided, kind, organization), *paragraphs(lines(request, organization))]
    blocks.append(_scope(request, kind))
    todo = [*map(escape, request.route.instructions), *_later(request)]
    owed = for_requester(request, organization)
    if todo or owed:
        blocks.append(section("*What to do now*" + "".join(f"\n• {one}" for one in todo)))
    blocks += owed
    if request.pull_request:
        blocks.append(context(f"Linked: {escape(request.pull_request)}"))
    blocks.append(context(basis(request)))
    return [*blocks, actions(*_buttons(request))]


def _how(request: Request, decided: Decision, kind: RequestKind, organization: Organization) -> list[Block]:
    """How it came about: the lane and its facts where nobody was asked, else the reviews with their conditions.

    Where an edit took away all that was still open, nobody decided at the end, and the reviews keep their own dates.
    """
    reviews = [review for step in request.steps for review in step.reviews]
    if not reviews:
        lane = f"*Policy allows this*, in the {escape(request.route.lane)} lane: {escape(decided.because)}"
        return [section(lane), section("*It rests on these facts*"), *_grounds(request, kind)]
    lines = [
        line for review in reviews for line in (f"• {stamp(review, kind, organization)}", *_conditions(review, kind))
    ]
    if decided.by is None:
        return [section(escape(decided.because)), *paragraphs(("*Who approved before that*", *lines))]
    return paragraphs(("*Who decided*", *lines))


def _conditions(review: Review, kind: RequestKind) -> tuple[str, ...]:
    return tuple(f"    {line}" for line in remarks(review, kind)) if review.verdict is not Verdict.APPROVE else ()


def _grounds(request: Request, kind: RequestKind) -> tuple[Block, ...]:
    steering = [field.name for field in kind.fields if field.steers]
    names = [*steering, *(fact.name for fact in kind.facts)]
    known = facts.lines(request, kind, names, facts.Viewer(is_requester=True))
    return facts.block(known, own=True)


def _scope(request: Request, kind: RequestKind) -> Block:
    """What the approval covers and until when (domain.md §1, "After the decision")."""
    until = f", until {day(request.expires_at)}" if request.expires_at else ""
    what = "Later contributions of the same kind too" if request.route.standing else "This request only"
    names = [kind.project_field, kind.license_field, *kind.asked_of_license, kind.agreement_field]
    terms = facts.lines(request, kind, names, facts.Viewer(is_requester=True))
    lines = [f"{what}{until}", *(f"{escape(one.label)}: {escaped_line(one.value or '', 300)}" for one in terms)]
    return section("*What it covers*\n" + "\n".join(f"• {line}".replace("?:", "?") for line in lines))


def _later(request: Request) -> list[str]:
    """What will be owed from a later event on."""
    begun = {one.rule for one in request.obligations}
    later = (one for one in request.route.obligations if one.begins != "decision" and one.rule not in begun)
    return [f"Once it is {one.begins}: {escape(one.text)}" for one in later]


def _buttons(request: Request) -> list[Block]:
    details = button("Details", DETAILS, request_value(request), described=f"Details of {request.name}")
    work = [*launch_buttons(request), *checklist_buttons(request)]
    if not request.pull_request:  # until then the obligation itself has the button, where there is one
        return [*work, details]
    return [*work, button("Change the linked pull request", LINK, request_value(request)), details]


def _declined(request: Request, decided: Decision, kind: RequestKind, organization: Organization) -> list[Block]:
    by = f" by {mention(decided.by.id)} for {escape(organization.title_of(decided.role))}" if decided.by else ""
    office, days = escape(organization.title_of("ospo")), organization.appeals.business_days
    again = "*What to do now*\nIf you can change what the reason names, apply again with "
    again += f"`/ospo {escape(kind.verb)}` or the button, and say there what is different from {request.name}."
    may = may_appeal(request, organization)
    if days and not may:
        again += f" This was decided on your appeal. If you still do not agree, ask {office}."
    elif may:
        within = counted(days, "business day", "business days")
        again += f" If you do not agree, appeal once within {within}: somebody else decides then."
    else:
        again += f" If you do not agree, ask {office}."
    reason = [section("*Reason*"), quote(decided.because)] if decided.because else []
    said = section(f":no_entry: *Declined*{by}, {moment(decided.at)}.")
    return [said, *reason, section(again), _ways_on(request, appeal=may)]


def _withdrawn(_: Request, decided: Decision, kind: RequestKind, __: Organization) -> list[Block]:
    said = f":leftwards_arrow_with_hook: *Withdrawn* by you, {moment(decided.at)}. Nothing is approved."
    return [section(said), start_again(kind)]


def may_appeal(request: Request, organization: Organization) -> bool:
    """Whether there is an appeal left; the time for it is looked at when it is made."""
    return bool(organization.appeals.business_days) and all(one.way is not Way.APPEAL for one in request.overturned)


def _ways_on(request: Request, *, appeal: bool) -> Block:
    value, name = request_value(request), request.name
    again = button("Ask again with these answers", AGAIN, value, style="primary", described=f"Ask {name} again")
    return actions(again, *([button("Appeal…", APPEAL, value, described=f"Appeal {name}")] if appeal else []))


_SUMMARIES = {
    State.APPROVED: "Open it to see what to do now.",
    State.DECLINED: "Open it to see the reason and how to apply again.",
    State.EXPIRED: "Nothing is approved. Open it to see how to ask again.",
    State.WITHDRAWN: "Nothing is approved.",
}
_BODIES: dict[State, Callable[[Request, Decision, RequestKind, Organization], list[Block]]] = {
    State.APPROVED: _approved,
    State.DECLINED: _declined,
    State.EXPIRED: expired_blocks,
    State.WITHDRAWN: _withdrawn,
}
