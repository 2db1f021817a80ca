# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The board of a maturity model: the stages as shapes and counts, the next best step, and the items of one stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from messages.blocks import (
    SELECT_OPTIONS,
    VIEW_BLOCKS,
    Block,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    option,
    paragraphs,
    plain,
    section,
)
from messages.maturity.about import About, value_of
from messages.maturity.words import LEGEND, evidence_lines, mark, said
from messages.text import capital, counted, escape
from workflows.maturity.boards import Board, StageScore, Standing
from workflows.maturity.models import MaturityModel, Stage
from workflows.maturity.next_step import next_step
from workflows.maturity.spreads import Spread

SHOW, ITEM, STAGE, PLACE = "maturity:show", "maturity:item", "maturity:stage", "maturity:place"
#: Units of one level that are named.
_UNITS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A board that can be chosen: of a model, and of which unit."""

    model: str
    title: str
    unit: str = ""
    unit_title: str = ""

    @property
    def label(self) -> str:
        """What the menu says."""
        return f"{self.title}: {self.unit_title or self.unit}" if self.unit else self.title


def place_called(name: str, places: Sequence[Place]) -> Place | None:
    """The board that somebody names by its unit or its model; None: there is none of that name."""
    wanted = name.casefold()
    called = ({one.unit, one.unit_title, one.label} if one.unit else {one.model, one.title} for one in places)
    found = zip(places, called, strict=True)
    return next((one for one, names in found if wanted in {each.casefold() for each in names if each}), None)


def board_modal(board: Board, places: Sequence[Place], stage: str = "", spread: Spread | None = None) -> Block:
    """The board at one stage: the named one, else that of the next best step. ``spread`` is that of all units."""
    shown = _stage(board, stage)
    at = About(board.model.name, board.unit, shown.name)
    above = [
        actions(*_menus(board, places, at)),
        *paragraphs([_reached(board, places), *(stage_line(one) for one in board.scores)]),
        context(LEGEND),
        *_next(board),
        *([context(spread_words(board.model, spread, places))] if spread else []),
        divider(),
        header(shown.title),
        *([context(escape(shown.summary))] if shown.summary else []),
    ]
    rows = list(_rows(board, at))
    room = VIEW_BLOCKS - len(above) - 1
    more = [context(f"{len(rows) - room:,} more are not shown here: `ospo maturity export` lists all of them.")]
    blocks = [*above, *rows[:room], *(more if len(rows) > room else [])]
    return modal("Maturity", blocks, metadata=value_of(at), close="Close")


def stage_line(score: StageScore) -> str:
    """A stage in two lines: counts before the percentage, then the target, what is lost and what waits."""
    applicable, share = score.applicable, score.percent
    counts = f"{score.evidenced} of {applicable} evidenced"
    parts = [
        counts + (f" ({percent(share)})" if share is not None else ": not enough data"),
        f"target {percent(score.stage.target)}{', met' if score.enough and score.target_met else ''}",
        f"{score.stale} lost" if score.stale else "",
        f"{counted(score.claimed, 'waits', 'wait')} for a second person" if score.claimed else "",
        f"{score.alone} by one person alone" if score.alone else "",
        f"{score.not_applicable} not for us" if score.not_applicable else "",
    ]
    return f"`{shapes(score)}`  *{escape(score.stage.title)}*\n{' · '.join(filter(None, parts))}"


def percent(share: int) -> str:
    """A percentage that is not broken over two lines."""
    return f"{share}\N{NO-BREAK SPACE}%"


def spread_words(model: MaturityModel, spread: Spread, places: Sequence[Place]) -> str:
    """How far the units are apart, each by its name, with no average of them."""
    titles = {one.unit: one.unit_title or one.unit for one in places}
    levels = [(f"below {model.stages[0].title}", spread.below)]
    levels += [(stage.title, spread.levels.get(stage.name, ())) for stage in model.stages]
    levels.append(("not assessed yet", spread.unassessed))
    said = [f"{escape(title)}: {len(of)} ({_named(of, titles)})" for title, of in levels if of]
    return f"*Spread over units:* {' · '.join(said)}"


def _named(units: Sequence[str], titles: Mapping[str, str]) -> str:
    more = f" and {len(units) - _UNITS} more" if len(units) > _UNITS else ""
    return ", ".join(escape(titles.get(one, one)) for one in units[:_UNITS]) + more


def shapes(score: StageScore) -> str:
    """The stage as one shape an item, what counts first."""
    open_ = score.in_progress + score.not_started + score.unknown
    drawn = ("●" * score.evidenced, "◒" * score.alone, "◐" * score.claimed, "✕" * score.stale, "○" * open_)
    return "".join(drawn) + "\N{EN DASH}" * score.not_applicable


def _stage(board: Board, wanted: str) -> Stage:
    """The stage to show."""
    named = next((one for one in board.model.stages if one.name == wanted), None)
    step = next_step(board)
    return named or (step.standing.stage if step else (board.current or board.model.stages[0]))


def _reached(board: Board, places: Sequence[Place]) -> str:
    here = (one.label for one in places if (one.model, one.unit) == (board.model.name, board.unit))
    title = escape(next(here, board.model.title))
    if not board.looked_at:
        return f"*{title}:* nobody has looked at any item yet. Open one and say how it stands."
    current = board.current
    return f"*{title}:* {escape(current.title)} is complete." if current else f"*{title}:* no stage is complete yet."


def _next(board: Board) -> list[Block]:
    step = next_step(board)
    if step is None:
        return [section("*Next best step:* none, for every target is met. Higher is not always better.")]
    of = About(board.model.name, board.unit, step.standing.stage.name, step.standing.item.id)
    words = f"*Next best step:* {escape(step.standing.item.text)}\n_Because {escape(step.because)}._"
    return [section(words, _open(of, step.standing))]


def _rows(board: Board, at: About) -> Iterator[Block]:
    for standing in board.standings:
        if standing.stage.name == at.stage:
            lines = [f"{mark(standing)} *{escape(standing.item.text)}*", said(standing), *evidence_lines(standing)]
            yield section("\n".join(lines), _open(replace(at, item=standing.item.id), standing))


def _open(of: About, standing: Standing) -> Block:
    return button("Open", ITEM, value_of(of), described=f"Open: {standing.item.text}")


def place_menu(places: Sequence[Place], here: About | None = None) -> Block:
    """The menu of the boards that there are; ``here`` is the one that is shown."""
    options = [option(value_of(About(one.model, one.unit)), one.label) for one in places[:SELECT_OPTIONS]]
    return _menu(PLACE, "Which board?", options, value_of(About(here.model, here.unit)) if here else "")


def _menus(board: Board, places: Sequence[Place], at: About) -> list[Block]:
    stages = [_stage_option(at, score) for score in board.scores][:SELECT_OPTIONS]
    menus = [place_menu(places, at)] if len(places) > 1 else []
    return [*menus, _menu(STAGE, "Which stage?", stages, value_of(at))]


def _stage_option(at: About, score: StageScore) -> Block:
    label = f"{score.stage.title} ({score.evidenced} of {score.applicable})"
    return option(value_of(replace(at, stage=score.stage.name)), capital(label))


def _menu(action_id: str, placeholder: str, options: list[Block], chosen: str) -> Block:
    menu: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 60),
        "options": options,
    }
    initial = next((one for one in options if one["value"] == chosen), None)
    return menu | ({"initial_option": initial} if initial else {})
