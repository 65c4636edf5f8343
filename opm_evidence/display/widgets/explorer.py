"""What-if in JupyterLab: sliders, filters, the live map, and the rows of the cell that was clicked.

Every control is named in words (its description): thresholds by their names (`Enough studies`),
then `As of`, `Leave out`, `Back to what is published`, `Show`, `Rule`, `Find`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from opm_evidence.display.desk.cell_states import CellState, cell_states, held_by
from opm_evidence.display.desk.gaps_moved import moves_table
from opm_evidence.display.markup import bullets, paragraph
from opm_evidence.display.names import Names
from opm_evidence.display.widgets.cell_rows import answers_html, cell_rows
from opm_evidence.display.widgets.gap_map import MapWidget
from opm_evidence.display.widgets.map_of import map_of
from opm_evidence.display.widgets.own_keys import OwnKeys
from opm_evidence.display.widgets.sortable import options, plain, sortable
from opm_evidence.display.widgets.threshold_sliders import Sliders
from opm_evidence.display.wording import moves as words
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.moves import Move, moves_between
from opm_evidence.synthesis.rules import RULES
from opm_evidence.synthesis.supposing import framework_parts, suppose

SHOW: Mapping[str, Callable[[CellState], bool]] = {
    "All questions": lambda state: True,
    "Where anything moves": lambda state: bool(state.moves),
    "Where a gap opens": lambda state: state.moved("opened"),
    "Where a gap closes": lambda state: state.moved("closed"),
    "With a gap": lambda state: bool(state.gaps),
    "Without evidence": lambda state: not state.answered,
    "Where a rule cannot tell": lambda state: state.unknown > 0,
}
ANY_RULE = "Any rule"
WIDE = widgets.Layout(width="28em")


class Explorer:
    """The controls and what they move. `view` is what JupyterLab shows.

    >>> from tests.drawing import draw_register
    >>> from opm_evidence import assess
    >>> before = assess(draw_register(findings='''
    ...     finding_id | study_id | intervention | outcome | direction
    ...     f1         | s1       | levy         | obesity | improves
    ...     f2         | s2       | levy         | obesity | improves
    ...     '''))
    >>> explorer = Explorer(before, before)
    >>> explorer.sliders.move(enough_studies=2)
    >>> [(each.kind, each.rule) for each in explorer.moves]
    [('opened', 'G03'), ('closed', 'G02')]
    >>> explorer.show.value = "Without evidence"
    >>> explorer.map.shown
    []
    """

    def __init__(self, before: Assessment, after: Assessment) -> None:
        self.before = before
        self.after = after
        self.moves: tuple[Move, ...] = ()
        self._names = Names(before.register)
        self._held = held_by(before.cells, before.register.recorded("findings"))
        self._states: Mapping[str, CellState] = {}
        self._listed: Any = None
        self._waiting = False
        self.map: MapWidget = map_of(before, self._names)
        self._make_controls()
        # Rules keep what they look up: this asks them where they look furthest, so that the first
        # move of a slider waits no longer than the others.
        suppose(before, replace(before.thresholds, enough_studies=10**6, search_years=0))
        self._recompute()
        self._listen()

    def _make_controls(self) -> None:
        self.sliders = Sliders.of(self.after.thresholds)
        self.as_of = widgets.DatePicker(value=self.after.register.as_of, description="As of")
        kept = set(framework_parts(self.after.register.policy))
        parts = framework_parts(self.before.register.policy)
        self.leave_out = widgets.SelectMultiple(
            options=[(self._part(each), each) for each in parts],
            value=[each for each in parts if each not in kept],
            description="Leave out",
            layout=widgets.Layout(width="40em", height="7em"),
        )
        self.back = widgets.Button(
            description="Back to what is published", layout=widgets.Layout(width="16em")
        )
        self.show = widgets.Dropdown(options=list(SHOW), description="Show")
        rules = [(f"{each.code} {each.title}", each.code) for each in RULES.values()]
        of_cells = [each for each in rules if RULES[each[1]].subject_kind == "cell"]
        self.rule = widgets.Dropdown(
            options=[(ANY_RULE, ""), *of_cells], description="Rule", layout=WIDE
        )
        self.find = widgets.Text(
            description="Find", placeholder="words of a question", continuous_update=True
        )
        self.summary = widgets.HTML()
        self.answers = widgets.HTML(value=str(paragraph("Choose a question on the map.")))
        self.rows = sortable(cell_rows(self.before, "", self._names), "Rows of the question")
        self.moved = sortable(moves_table(self.before, self.before, ()), "What moves")
        self.view = widgets.VBox(
            [
                widgets.HBox(
                    [self.sliders, widgets.VBox([self.as_of, self.leave_out, self.back])],
                    layout=widgets.Layout(flex_flow="row wrap"),
                ),
                self.summary,
                widgets.HBox(
                    [self.show, self.rule, self.find],
                    layout=widgets.Layout(flex_flow="row wrap"),
                ),
                self.map,
                OwnKeys(),
                _heading("The question that was chosen"),
                self.answers,
                self.rows,
                _heading("What moves"),
                self.moved,
            ]
        )

    def _part(self, name: str) -> str:
        policy = self.before.register.policy
        for kind, titles in (
            ("Question", {each.id: each.text for each in policy.questions}),
            ("Measure", {each.id: each.title for each in policy.interventions}),
            ("Outcome", {each.id: each.title for each in policy.outcomes}),
        ):
            if name in titles:
                return f"{kind}: {titles[name]}"
        return f"Group: {self._names.group(name)}"

    def _listen(self) -> None:
        self.sliders.observe(self._on_supposition, "values")
        for control in (self.as_of, self.leave_out):
            control.observe(self._on_supposition, "value")
        for control in (self.show, self.rule, self.find):
            control.observe(lambda _: self._filter(), "value")
        self.map.observe(lambda _: self._show_chosen(), "chosen")
        self.back.on_click(lambda _: self.suppose_nothing())

    def suppose_nothing(self) -> None:
        """Put every control back to what is published."""
        self._waiting = True
        self.sliders.move(
            **{name: getattr(self.before.thresholds, name) for name in self.sliders.values}
        )
        self.as_of.value = self.before.register.as_of
        self.leave_out.value = ()
        self._waiting = False
        self._recompute()

    def _on_supposition(self, _: Any) -> None:
        if not self._waiting:
            self._recompute()

    def _recompute(self) -> None:
        """Suppose what the controls say, and write what moved."""
        self.after = suppose(
            self.before,
            self.sliders.thresholds(self.before.thresholds),
            as_of=self.as_of.value or "",
            leave_out=self.leave_out.value,
        )
        self.moves = moves_between(self.before, self.after)
        self._states = cell_states(self.before, self.after, self.moves, self._held)
        self.map.states = {name: each.lines for name, each in self._states.items()}
        self.summary.value = str(
            Markup('<div role="status">{}{}</div>').format(
                paragraph(f"Supposed: {words.supposed(self.before, self.after)}."),
                bullets(words.counted_moves(self.moves)) or paragraph("Nothing moves."),
            )
        )
        frame = plain(moves_table(self.before, self.after, self.moves))
        self.moved.update(frame, caption="What moves", **options("What moves", len(frame)))
        self._filter()
        self._show_chosen()

    def _filter(self) -> None:
        passes, rule, words_ = SHOW[self.show.value], self.rule.value, self.find.value.casefold()
        if self.show.value == next(iter(SHOW)) and not rule and not words_:
            self.map.shown = None
            return
        self.map.shown = [
            cell["id"]
            for cell in self.map.cells
            for state in [self._states[cell["id"]]]
            if passes(state)
            and (not rule or rule in state.gaps or any(each.rule == rule for each in state.moves))
            and words_ in cell["title"].casefold()
        ]

    def _show_chosen(self) -> None:
        chosen = self.map.chosen
        if not chosen:
            return
        self.answers.value = str(answers_html(self.before, self.after, chosen, self._names))
        frame = cell_rows(self.after, chosen, self._names)
        if not frame.equals(self._listed):
            self._listed = frame
            self.rows.update(
                plain(frame),
                caption="Rows of the question",
                **options("Rows of the question", len(frame)),
            )


def _heading(words: str) -> Any:
    return widgets.HTML(str(Markup("<h3>{}</h3>").format(words)))
