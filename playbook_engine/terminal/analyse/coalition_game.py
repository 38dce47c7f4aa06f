"""``coalition_game``: the Shapley value, the core and the least core of a game between several players."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from playbook_engine.analysis.airport import airport_shares
from playbook_engine.analysis.coalitions import (
    MOST_PLAYERS,
    CoalitionGame,
    blocking_coalitions,
    coalition_game,
    is_convex,
    shapley_value,
    superadditivity_gap,
)
from playbook_engine.analysis.core import MOST_IN_CORE, core
from playbook_engine.terminal.analyse.inputs import Node, Result, fraction, stop, unique

MOST_AMOUNT = 10**15
MOST_FOR_PAIRS = 12  # two coalitions that join: 3 to the number of players
MOST_NAMED = 100


def analyse(document: Node) -> Result:
    """Return the solutions of ``{players, values, missing, proposal}``, or the shares of ``{costs}``."""
    if document.has("costs"):
        return _airport(document)
    document.only("players", "values", "missing", "proposal", "costs")
    missing = document.get("missing").one_of("zero", "best_parts") if document.has("missing") else "zero"
    players = _players(document)
    values = _values(document, players)
    if missing == "best_parts" and len(players) > MOST_FOR_PAIRS:
        document.get("missing").fault(f"write zero, or at most {MOST_FOR_PAIRS} players")
    stop(document)
    game = coalition_game(players, values, "best_parts" if missing == "best_parts" else "zero")
    proposal = _proposal(document, game)
    stop(document)
    shapley = shapley_value(game)
    gap = superadditivity_gap(game) if len(players) <= MOST_FOR_PAIRS else None
    return {
        "shapley": _named(players, shapley),
        **_core(game),
        "shapley_blocked_by": _blocks(game, shapley),
        **({"proposal_blocked_by": _blocks(game, proposal)} if proposal else {}),
        "superadditive": gap is None if len(players) <= MOST_FOR_PAIRS else None,
        "worst_merger": {"coalitions": gap[:2], "loss": fraction(gap[2])} if gap else None,
        "convex": is_convex(game) if len(players) <= MOST_FOR_PAIRS else None,
        "assumed": [",".join(coalition) for coalition in game.assumed[:MOST_NAMED]],
        "assumed_count": len(game.assumed),
        "missing": missing,
    }


def _players(document: Node) -> list[str]:
    """Return the players named, or those that the values name, in the order of their first place."""
    if document.has("players"):
        nodes = document.get("players").items(least=1)
        named = [(node.text().strip(), node) for node in nodes]
        unique(named)
        for name, node in named:
            if "," in name:
                node.fault("write a name without a comma")
    else:
        keys = [name for name, _ in document.get("values").entries(least=1)]
        named = [(name.strip(), document) for key in keys for name in key.split(",") if name.strip()]
    found = list(dict.fromkeys(name for name, _ in named))
    if len(found) > MOST_PLAYERS:
        document.fault(f"write at most {MOST_PLAYERS} players; put players who act alike together")
    return found


def _values(document: Node, players: Sequence[str]) -> dict[frozenset[str], Fraction]:
    found: dict[frozenset[str], Fraction] = {}
    for key, node in document.get("values").entries(least=1):
        value = node.number(least=-MOST_AMOUNT, most=MOST_AMOUNT)
        names = [name.strip() for name in key.split(",")]
        coalition = frozenset(names)
        if not coalition <= set(players) or len(coalition) < len(names):
            node.fault('stands for no coalition; write different players with commas between, such as "A,B"')
        elif coalition in found:
            node.fault("stands for a coalition that has a value already")
        found[coalition] = value
    if not document.has("missing") or document.get("missing").value == "zero":
        everyone = frozenset(players)
        if len(everyone) > 1 and everyone not in found:
            document.get("values").fault(f'write the value of all players together, "{",".join(players)}"')
    return found


def _proposal(document: Node, game: CoalitionGame) -> list[Fraction]:
    if not document.has("proposal"):
        return []
    node = document.get("proposal")
    node.only(*game.players)
    shares = [node.get(name).number(least=-MOST_AMOUNT, most=MOST_AMOUNT) for name in game.players]
    if sum(shares) != game.values[-1]:
        node.fault(f"write shares that add up to what all get together, {game.values[-1]}")
    return shares


def _core(game: CoalitionGame) -> Result:
    if len(game.players) > MOST_IN_CORE:
        return {
            "core": None,
            "least_core_epsilon": None,
            "nucleolus": None,
            "prenucleolus": None,
            "why_no_core": f"more than {MOST_IN_CORE} players",
        }
    found = core(game)
    ranges = zip(game.players, found.ranges, strict=False)
    return {
        "core": {
            "empty": found.is_empty,
            "point": _named(game.players, found.point) if found.point else None,
            "single": found.is_single,
            "ranges": {name: {"least": fraction(low), "most": fraction(high)} for name, (low, high) in ranges},
            "proof": [{"coalition": coalition, "weight": fraction(weight)} for coalition, weight in found.proof],
        },
        "least_core_epsilon": None if found.epsilon is None else fraction(found.epsilon),
        "nucleolus": _named(game.players, found.nucleolus) if found.nucleolus else None,
        "prenucleolus": _named(game.players, found.prenucleolus),
    }


def _airport(document: Node) -> Result:
    document.only("costs")
    costs = {name: node.number(least=0, most=MOST_AMOUNT) for name, node in document.get("costs").entries(least=1)}
    stop(document)
    users = list(costs)
    found = airport_shares(list(costs.values()))
    return {
        "shapley": _named(users, found.shares),
        "segments": [
            {"cost": fraction(segment.cost), "users": [users[place] for place in segment.users]}
            for segment in found.segments
        ],
    }


def _named(players: Sequence[str], shares: Sequence[Fraction]) -> Result:
    return {name: fraction(share) for name, share in zip(players, shares, strict=True)}


def _blocks(game: CoalitionGame, split: Sequence[Fraction]) -> list[Result]:
    found = blocking_coalitions(game, split)
    return [{"coalition": block.coalition, "gain": fraction(block.gain)} for block in found[:MOST_NAMED]]
