"""Does the advice win? Talks over random deals against four kinds of others, beside what people do without advice.

    python bench/advice.py                          # 200 random deals, without and with a risk that talks break off
    python bench/advice.py --seed 7 --domains 20    # other ones, and fewer
    python bench/advice.py --casino casino_train.json --dealornodeal data.txt

The same seed gives the same numbers. ``own`` is your gain over no deal as a share of the greatest gain that the other side
could accept, ``joint`` the sum of both values as a share of the greatest sum that both could accept, ``agreed`` the share of
talks with a deal, and ``undominated`` the share of these deals that no package beats for one side at no cost to the other.
Behind each mean stands half its 95 percent interval; the talks over one deal count as one observation for it.

The files are public, and not part of this repository: CaSiNo is at github.com/kushalchawla/CaSiNo (data/split/casino_train.json),
Deal or No Deal at github.com/facebookresearch/end-to-end-negotiator (src/data/negotiate).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bargainers import ADVICE, BASELINES, STRATEGIES  # noqa: E402
from bench.deals import Deal, casino_deals, dealornodeal_deals, random_deals  # noqa: E402
from bench.measures import MEASURES, Row, Talked, ahead, outcome, summed  # noqa: E402
from bench.talks import OTHERS, Other, talk  # noqa: E402

RISKS = (0.0, 0.05)  # that talks break off at a move
RANDOM = "random"
PROCESSES = 2
#: What the advice is to reach over random deals without risk; under risk its own gain is to be ahead of every baseline's interval.
BARS = {"own": 0.72, "joint": 0.94, "agreed": 0.97}
#: What is set side by side, deal by deal.
PARTS = (
    (ADVICE, "split"),
    (ADVICE, "linear"),
    (ADVICE, "tough"),
    ("pace and floor", "linear"),
    ("equal offers", "pace and floor"),
    (ADVICE, "equal offers"),
)


@dataclass(frozen=True)
class Job:
    """One deal to be talked about, and its place in the list: whoever's place is even begins."""

    deal: Deal
    place: int
    seed: int
    strategies: tuple[str, ...]


def work(job: Job) -> list[list[Talked]]:
    """Return for each strategy what its talks brought with each kind of other; all meet the same dice."""
    found = []
    for strategy in job.strategies:
        row = []
        for kind in OTHERS:
            name = f"{job.seed} {job.place} {kind}"
            you = STRATEGIES[strategy](job.deal, Random(f"you {name}"))
            other = Other(job.deal, kind, Random(f"other {name}"))
            row.append(outcome(job.deal, *talk(you, other, job.place % 2 == 0)))
        found.append(row)
    return found


def measure(
    deals: Sequence[Deal],
    seed: int,
    risks: Sequence[float] = RISKS,
    strategies: Sequence[str] = tuple(STRATEGIES),
    processes: int = 1,
    say: bool = False,
) -> dict[float, list[Row]]:
    """Return for each risk one row for each strategy, over all deals that some package serves both."""
    jobs = [Job(deal, n, seed, tuple(strategies)) for n, deal in enumerate(deals) if deal.acceptable]
    began = time.monotonic()
    results = []
    with ProcessPoolExecutor(processes) if processes > 1 else _Alone() as pool:
        for done, result in enumerate(pool.map(work, jobs), start=1):
            results.append(result)
            if say and (done % 10 == 0 or done == len(jobs)):
                print(f"{done} of {len(jobs)} deals, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return {
        risk: [summed(name, [result[place] for result in results], risk) for place, name in enumerate(strategies)]
        for risk in risks
    }


class _Alone:
    """A pool of this process alone."""

    map = staticmethod(map)

    def __enter__(self) -> _Alone:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""


def table(rows: Sequence[Row]) -> list[str]:
    """Return the rows as lines of text."""
    lines = [f"{'':<16}" + "".join(f"{name:>16}" for name in MEASURES) + "   own against " + ", ".join(OTHERS)]
    for row in rows:
        cells = [getattr(row, name) for name in MEASURES]
        shown = "".join(f"{f'{mean:.3f} ± {half:.3f}':>16}" for mean, half in cells)
        lines.append(f"{row.strategy:<16}{shown}   " + ", ".join(f"{value:.2f}" for value in row.against.values()))
    return lines


def additions(rows: Sequence[Row]) -> list[str]:
    """Return a line for each pair that tells what a part of the advice adds to the own gain, deal by deal."""
    found = {row.strategy: row for row in rows}
    lines = []
    for name, before in PARTS:
        mean, half = ahead(found[name], found[before])
        lines.append(f"{name} beside {before}: own {mean:+.3f} ± {half:.3f}")
    return lines


def verdicts(calm: Sequence[Row], risky: Sequence[Row]) -> list[str]:
    """Return a line for each bar of the advice, and whether it holds."""
    found = {row.strategy: row for row in calm}
    lines = []
    for name, bar in BARS.items():
        mean = getattr(found[ADVICE], name)[0]
        lines.append(f"{'holds' if mean >= bar else 'FAILS'}: {name} {mean:.3f}, at least {bar}")
    under = {row.strategy: row for row in risky}
    mine, half = under[ADVICE].own
    for name in BASELINES:
        mean, other = under[name].own
        holds = mine - half > mean + other
        lines.append(
            f"{'holds' if holds else 'FAILS'}: own under risk {mine:.3f}, beyond the intervals of {name} {mean:.3f}"
        )
    return lines


def main(argv: list[str] | None = None) -> int:
    """Run the talks, print the tables, and save them to ``build/bench-advice.json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--domains", type=int, default=200, help="how many deals of each kind")
    parser.add_argument("--casino", type=Path, metavar="FILE", help="a file of CaSiNo, instead of random deals")
    parser.add_argument("--dealornodeal", type=Path, metavar="FILE", help="a file of Deal or No Deal, likewise")
    parser.add_argument("--processes", type=int, choices=(1, 2), default=PROCESSES)
    options = parser.parse_args(argv)
    kinds: dict[str, list[Deal]] = {}
    if options.casino:
        kinds["CaSiNo"] = chosen(casino_deals(options.casino), options)
    if options.dealornodeal:
        kinds["Deal or No Deal"] = chosen(dealornodeal_deals(options.dealornodeal), options)
    if not kinds:
        kinds[RANDOM] = random_deals(options.seed, options.domains)
    saved: dict[str, object] = {"seed": options.seed}
    for kind, deals in kinds.items():
        found = measure(deals, options.seed, processes=options.processes, say=True)
        served = sum(bool(deal.acceptable) for deal in deals)
        for risk, rows in found.items():
            print(f"{kind} deals: {served} of {len(deals)} can serve both; seed {options.seed}; risk at a move {risk}")
            print("\n".join((*table(rows), *additions(rows))), flush=True)
        saved[kind] = {str(risk): [asdict(row) for row in rows] for risk, rows in found.items()}
        if kind == RANDOM:
            print("\n".join(verdicts(*found.values())), flush=True)
    target = ROOT / "build" / "bench-advice.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(f"Saved to {target.relative_to(ROOT)}")
    return 0


def chosen(deals: list[Deal], options: argparse.Namespace) -> list[Deal]:
    """Return as many deals as were asked for, drawn by the seed."""
    return Random(f"drawn {options.seed}").sample(deals, min(options.domains, len(deals)))


if __name__ == "__main__":
    sys.exit(main())
