"""Section 6: where and who the evidence covers, who was studied, and who was heard."""

from collections.abc import Iterable, Iterator

import pandas as pd
from markupsafe import Markup, escape

from opm_evidence.display.exhibits import Exhibit, Exhibits, Table
from opm_evidence.display.markup import folded, joined, jump, link_to
from opm_evidence.display.names import Names
from opm_evidence.display.tables import Row, RowGroup
from opm_evidence.display.wording import coverage as words
from opm_evidence.display.wording.dates import day
from opm_evidence.display.wording.numbers import counted, known, number
from opm_evidence.display.wording.sources import made_from, none_of
from opm_evidence.display.wording.terms import capital, term
from opm_evidence.synthesis.assessment import Assessment
from opm_evidence.synthesis.voices import Voice

MANY = 4


def coverage(assessment: Assessment) -> Exhibit:
    """Nations, populations, the declared groups in two halves, and every engagement."""
    voices = _voices(assessment)
    parts: tuple[Exhibit, ...] = (
        voices,
        _engagement(assessment),
        _nations(assessment),
        _populations(assessment),
    )
    return Exhibits(
        id="coverage",
        title=voices.title,
        description=voices.description,
        frame=voices.frame,
        parts=parts,
    )


def _voices(assessment: Assessment) -> Table:
    register = assessment.register
    names = Names(register)
    voices = assessment.voices
    date = day(register.as_of)
    heard = {row["engagement_id"]: row for row in register.rows("engagement")}
    silent = sum(not row["groups_heard"] for row in heard.values())
    return Table(
        id="who-was-studied-and-heard",
        title=words.voices_headline(voices),
        description=f"As at {date}, {words.NO_VOICES} {words.undeclared(voices)}"
        if not voices
        else (
            f"As at {date}, {counted(len(voices), 'group')} that the policy says must not be left "
            "out. Studied means that a finding in this register is about the group or gives "
            "results for it apart. Heard means that the group took part in an engagement."
            f"{words.silent_engagements(silent, len(heard))} {words.undeclared(voices)}"
        ),
        sources=made_from(register, "policy", "findings", "engagement"),
        frame=pd.DataFrame(
            [(v.dimension.id, v.dimension.dimension, v.studied, v.heard) for v in voices],
            columns=["group", "dimension", "studied", "heard"],
        ),
        caption=f"Declared groups: who was studied and who was heard, as at {date}",
        headings=("Group", "Studied", "Heard"),
        groups=(
            RowGroup(
                tuple(
                    Row(
                        (
                            _group(voice),
                            _studied(voice, names),
                            _heard(voice, [heard[each] for each in voice.heard_by], silent),
                        )
                    )
                    for voice in voices
                )
            ),
        ),
    )


def _group(voice: Voice) -> Markup:
    kind = term("dimension", voice.dimension.dimension)
    return joined(
        [voice.dimension.title, f"{capital(kind)}. {voice.dimension.reason}"], Markup("<br>")
    )


def _studied(voice: Voice, names: Names) -> Markup:
    if not voice.studied:
        return escape(words.HALVES["studied", voice.studied])
    first: dict[str, str] = {}
    for each in voice.studied_by:
        first.setdefault(names.findings[each]["evidence_id"], each)
    links = [jump(f"finding-{each}", names.citation(item)) for item, each in first.items()]
    shown = joined(links, "; ")
    if len(links) > MANY:
        shown = folded("Show them", shown)
    return joined([words.studied(voice), shown], Markup("<br>"))


def _heard(voice: Voice, meetings: Iterable[dict[str, object]], silent: int) -> Markup:
    if voice.heard is False and silent:
        return escape(words.NOT_KNOWN_TO_BE_HEARD)
    if not voice.heard:
        return escape(words.HALVES["heard", voice.heard])
    links = [jump(f"engagement-{row['engagement_id']}", str(row["title"])) for row in meetings]
    return joined([words.heard(voice), joined(links, "; ")], Markup("<br>"))


def _engagement(assessment: Assessment) -> Table:
    register = assessment.register
    names = Names(register)
    rows = register.rows("engagement")
    date = day(register.as_of)
    said = (
        f"{capital(counted(len(rows), 'engagement'))} recorded, as at {date}: how people took "
        "part, and what was learned."
        if rows
        else none_of(register, "engagement", "engagements")
    )
    return Table(
        id="engagements",
        title=f"{capital(counted(len(rows), 'engagement'))} recorded",
        description=said,
        sources=made_from(register, "engagement"),
        frame=register.table("engagement"),
        caption=f"Engagements: who was asked, how, and what was learned, as at {date}",
        headings=("Engagement", "Who took part", "What was learned"),
        groups=(
            RowGroup(
                tuple(
                    Row(
                        (
                            joined(
                                [
                                    link_to(str(row["url"] or ""), row["title"]),
                                    f"{capital(term('engagement_method', row['method']))} by "
                                    f"{row['run_by']}",
                                    words.span(row["from"], row["to"]),
                                ],
                                Markup("<br>"),
                            ),
                            joined(
                                [
                                    "; ".join(map(names.group, row["groups_heard"] or ()))
                                    or "Groups not recorded",
                                    f"{number(int(row['participants']))} took part"
                                    if known(row["participants"])
                                    else "Number not recorded",
                                ],
                                Markup("<br>"),
                            ),
                            escape(row["learning"] or "Not recorded"),
                        ),
                        f"engagement-{row['engagement_id']}",
                    )
                    for row in rows
                )
            ),
        ),
    )


def _nations(assessment: Assessment) -> Table:
    register = assessment.register
    policy = register.policy
    names = Names(register)
    order = [each.id for each in policy.nations]
    targets = frozenset().union(*(policy.nations_within(each) for each in policy.target_nations))
    wanted = [each for each in order if each in targets]
    rows = []
    for nation in [*wanted, *(each for each in order if each not in targets)]:
        found = (each for each in assessment.findings if nation in each.country)
        within = policy.nations_within(nation)
        target = True if within <= targets else None if within & targets else False
        rows.append((nation, target, *words.kinds(found)))
    frame = pd.DataFrame(rows, columns=["nation", "target", "studies", "reviews", "models"])
    single = frame["nation"].isin(wanted)
    shown = frame[single | (frame[["studies", "reviews", "models"]].sum(axis=1) > 0)]
    alone = frame[single]
    lacking = set(alone.loc[alone["studies"] == 0, "nation"])
    covering = [
        nation
        for nation in frame.loc[~single & (frame["studies"] > 0), "nation"]
        if policy.nations_within(nation) & lacking
    ]
    unplaced = {
        each.evidence_id for each in assessment.findings if each.counts and not each.country
    }
    date = day(register.as_of)
    return Table(
        id="nations",
        title=words.nations_headline(alone, names, together=bool(covering)),
        description=(
            f"As at {date}, independent studies, reviews and models that count, by where they were "
            f"done. A study of several nations stands in each.{words.unions(covering, names)} A "
            f"review stands in a nation only when it says so.{words.unplaced(len(unplaced))}"
        ),
        sources=made_from(register, "findings", "evidence", "policy"),
        frame=frame,
        caption=f"Evidence that counts, by nation, as at {date}",
        headings=("Nation", "Is the policy for it?", "Studies", "Reviews", "Models"),
        groups=(
            RowGroup(
                tuple(
                    Row((names.nation(nation), words.TARGETED[target], *map(number, counts)))
                    for nation, target, *counts in shown.itertuples(index=False)
                )
            ),
        ),
        numbers=frozenset({2, 3, 4}),
    )


def _populations(assessment: Assessment) -> Table:
    register = assessment.register
    policy = register.policy
    names = Names(register)
    nobody = (each for each in assessment.findings if each.population is None)
    rows = [("", "Everybody, or no group named", *words.kinds(nobody))]
    for population in policy.populations:
        within = policy.groups_within(population.id)
        inside = (each for each in assessment.findings if each.population in within)
        rows.append((population.id, names.group(population.id), *words.kinds(inside)))
    frame = pd.DataFrame(rows, columns=["population", "title", "studies", "reviews", "models"])
    named = frame[frame["population"] != ""]
    none = int((named[["studies", "reviews", "models"]].sum(axis=1) == 0).sum())
    date = day(register.as_of)
    return Table(
        id="populations",
        title=words.populations_headline(none, len(named)),
        description=(
            f"As at {date}, independent studies, reviews and models that count, by the group that "
            "their findings are about. A group holds the findings of its parts, so that a study "
            "can stand in several rows."
        ),
        sources=made_from(register, "findings", "policy"),
        frame=frame,
        caption=f"Evidence that counts, by group of people, as at {date}",
        headings=("Group", "Studies", "Reviews", "Models"),
        groups=(
            RowGroup(
                tuple(
                    Row((title, *map(number, counts)))
                    for group, title, *counts in frame.itertuples(index=False)
                    if sum(counts) or not group
                )
            ),
            *_groups_without(named),
        ),
        numbers=frozenset({1, 2, 3}),
    )


def _groups_without(named: pd.DataFrame) -> Iterator[RowGroup]:
    """The groups with nothing of their own in one row: as many rows of noughts say no more."""
    without = named[named[["studies", "reviews", "models"]].sum(axis=1) == 0]
    if len(without):
        heading = f"Without evidence of their own: {counted(len(without), 'group')}"
        yield RowGroup((), heading, note=joined(without["title"], "; "))
