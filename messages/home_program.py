# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The part of Home that the OSPO sees: the stages as shapes, the next best step, the queue, and the digests."""

from collections.abc import Mapping
from datetime import date

from messages.blocks import Block, actions, button, context, divider, header, section
from messages.digests.lines import LINE
from messages.digests.weekly import post_lines
from messages.maturity.about import About, value_of
from messages.maturity.board import SHOW, shapes
from messages.maturity.words import LEGEND
from messages.recommendations import home_advice
from messages.schedules import CHANGE, PREVIEW, TITLES
from messages.text import counted, escape, escaped_line, moment
from workflows.digests.document import Digest
from workflows.figures import QueueFigures
from workflows.home import Program
from workflows.kind import RequestKind
from workflows.maturity.boards import Board, StageScore
from workflows.maturity.next_step import next_step
from workflows.organization import Organization
from workflows.rescheduling import ScheduleStanding

#: More shapes than this in a line say less than their number.
_SHAPES = 20
#: Digests with a line of their own; `/ospo digest` lists all.
_SCHEDULES = 3
_Kinds = Mapping[str, RequestKind]


def program_blocks(program: Program, kinds: _Kinds, organization: Organization) -> list[Block]:
    """The program in at most seventeen blocks."""
    board = _board(program.board) if program.board else [section(_goals(organization))]
    board += home_advice(program.advice, program.advices) if program.advice else []
    said = [section(_said(program.digest, kinds, organization))] if program.digest else []
    digests = [block for one in program.schedules[:_SCHEDULES] for block in _schedule(one)]
    more = len(program.schedules) - _SCHEDULES
    rest = [context(f"{counted(more, 'more digest', 'more digests')}: `/ospo digest`.")] if more > 0 else []
    rest += [] if program.schedules else [context("No digest is planned yet: `/ospo digest` says how.")]
    return [divider(), header("The program"), *board, section(_queue(program.queue)), *said, *digests, *rest]


def _board(board: Board) -> list[Block]:
    """The stages with their counts, and what to do next."""
    title = escape(board.model.title)
    opened = actions(button("Open the board", SHOW, value_of(About(board.model.name))))
    if not board.looked_at:
        return [section(f"*{title}:* nobody has looked at any item yet."), section(_next(board)), opened]
    reached = f"{escape(board.current.title)} is complete." if board.current else "no stage is complete yet."
    lines = [f"*{title}:* {reached}", *(_stage(score) for score in board.scores)]
    return [section("\n".join(lines)), context(LEGEND), section(_next(board)), opened]


def _goals(organization: Organization) -> str:
    """What stands in the place of stages where the organization chose none."""
    goals = organization.goals
    if not goals:
        return "*Goals:* none is written down yet; `/ospo maturity` says how."
    done = sum(one.done for one in goals)
    coming = sorted((one for one in goals if not one.done), key=lambda one: one.due or date.max)[:1]
    following = [f"\n*Next:* {escape(one.text)}{f', due {one.due.isoformat()}' if one.due else ''}" for one in coming]
    return f"*Goals:* {done:,} of {len(goals):,} reached; `/ospo maturity` lists them.{''.join(following)}"


def _next(board: Board) -> str:
    step = next_step(board)
    if step is None:
        return "*Next best step:* none, for every target is met. Higher is not always better."
    return f"*Next best step:* {escape(step.standing.item.text)}\n_Because {escape(step.because)}._"


def _stage(score: StageScore) -> str:
    drawn = f"`{shapes(score)}` " if 0 < score.items <= _SHAPES else ""
    counts = f"{score.evidenced} of {score.applicable}" if score.enough else "not enough data"
    return f"{drawn}{escape(score.stage.title)} · {counts}"


def _queue(queue: QueueFigures) -> str:
    """Three figures."""
    if not queue.open:
        return "*Open requests:* none."
    return f"*Open requests:* {queue.open:,} · {queue.overdue:,} overdue · {queue.due_soon:,} due within 48 hours"


def _said(digest: Digest, kinds: _Kinds, organization: Organization) -> str:
    first, _ = post_lines(digest, organization, kinds)
    return f"*The newest digest:* {escaped_line(str(first), LINE)}"


def _schedule(one: ScheduleStanding) -> list[Block]:
    schedule, title = one.schedule, TITLES[one.schedule.digest]
    following = f"next {moment(one.following.at)}" if one.following else ":double_vertical_bar: paused"
    trouble = f"\n:warning: The last one is not there yet: {escape(one.problem)}" if one.problem else ""
    shown = button("Preview", PREVIEW, schedule.name, described=f"See what the {title} would say now")
    change = button("Change…", CHANGE, schedule.name, described=f"Change when and where the {title} comes")
    return [section(f"*{title}:* {following}, in <#{schedule.channel}>{trouble}"), actions(shown, change)]
