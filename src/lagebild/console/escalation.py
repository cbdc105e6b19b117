"""Asks a ledger whether it escalates between whom, and gives the answer to the view that its format asks for."""

from __future__ import annotations

from dataclasses import replace

from lagebild.compare.identity import name_in
from lagebild.compare.voices import actor_key
from lagebild.console.output import Output
from lagebild.console.show import as_rows
from lagebild.errors import UsageError
from lagebild.ledger import Filters, Ledger
from lagebild.ledger.fold import fold
from lagebild.picture.acts import Act, acts_of
from lagebild.picture.escalation import Escalation, escalation_of, pair_of, ranked
from lagebild.types import Actor
from lagebild.views import escalation as views
from lagebild.views.wording import UI_LANGUAGES, wording

#: So many deeds are looked at where no pair is named: the latest.
MOST = 20_000
#: So much talk is asked for to find what concerns a pair.
TALK = 500


def escalation(
    output: Output, ledger: Ledger, filters: Filters, *, pair: tuple[str, str] | None, limit: int, talk: int
) -> None:
    """Verdicts on pairs of sides, and the talk behind and beside them."""
    answer = escalating(ledger, filters, pair=pair, limit=limit, talk=talk)
    if output.format == "json":
        output.objects(views.objects(answer, wording(output.ui)))
    elif not as_rows(output, lambda: views.rows(answer, wording(output.ui))):
        views.print_escalation(output.console, answer, output.ui)


def escalating(
    ledger: Ledger, filters: Filters, *, pair: tuple[str, str] | None = None, limit: int = 5, talk: int = 50
) -> Escalation:
    """The pairs with most hostile intensity, or the one that is named, and the latest talk; raises UsageError."""
    articles, coverage = ledger.covered(filters), ledger.coverage(filters)
    if pair is None:
        deeds = ledger.deeds(filters, limit=MOST, order="latest")
        said = ledger.talk(filters, limit=TALK)
    else:
        found = {deed.id: deed for name in pair for deed in ledger.deeds(replace(filters, actor=name), limit=None)}
        deeds = list(found.values())
        both = {
            (one.talk.entry.claim.id, one.talk.span): one
            # Who speaks for a side (a president) is not found by its name: the latest talk of all is looked at too.
            for chosen in (filters, *(replace(filters, actor=name) for name in pair))
            for one in ledger.talk(chosen, limit=TALK)
        }
        said = list(both.values())
    acts = acts_of(deeds)
    sides = ranked(acts, limit=limit) if pair is None else [_named(acts, pair)]
    made = []
    for one, other in sides:
        keys = {actor_key(one), actor_key(other)}
        around = [act for act in acts if act.pair & keys]
        made.append(pair_of((one, other), around, coverage, said, articles=articles))
    if pair is not None:
        said = list(made[0].talk)
    return escalation_of(made, said[:talk], articles=articles)


def _named(acts: tuple[Act, ...], pair: tuple[str, str]) -> tuple[Actor, Actor]:
    """The two sides that are meant; raises UsageError where nothing between them is known."""
    between = [act for act in acts if _fits(act.doer, act.target, pair) or _fits(act.target, act.doer, pair)]
    if not between:
        raise UsageError(f"no deeds between {pair[0]} and {pair[1]} are known; `lagebild escalation` lists pairs")
    exact = [act for act in between if _is_exact(act, pair)]
    first = (exact or between)[0]
    if _fits(first.doer, first.target, pair):
        return first.doer, first.target
    return first.target, first.doer


def _fits(one: Actor, other: Actor, pair: tuple[str, str]) -> bool:
    return all(
        any(fold(asked) in name for name in _names(actor)) for actor, asked in zip((one, other), pair, strict=True)
    )


def _is_exact(act: Act, pair: tuple[str, str]) -> bool:
    asked = [fold(name) for name in pair]
    both = (_names(act.doer), _names(act.target))
    return (asked[0] in both[0] and asked[1] in both[1]) or (asked[1] in both[0] and asked[0] in both[1])


def _names(actor: Actor) -> list[str]:
    return [fold(name) for name in (actor.name, *(name_in(actor, ui) for ui in UI_LANGUAGES))]
