"""`python3 run.py bench [scenario …] [--json FILE]`: prints what it measured, each figure beside what is asked of it."""

import argparse
import json
import sys
from pathlib import Path

from bench.figures import machine, noise
from bench.house import split_cores
from bench.scenarios import SCENARIOS, Size


def main() -> None:
    """Measures what was asked for, one after another."""
    parser = argparse.ArgumentParser(prog="run.py bench", description="Figures of this program on this machine.")
    parser.add_argument("scenario", nargs="*", choices=[*SCENARIOS, []], help=" ".join(SCENARIOS))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--rate", type=float, default=50, help="ideas a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=10, help="how often the server is killed")
    asked = parser.parse_args()
    facts = machine()
    size = Size(asked.phones, asked.rate, asked.seconds, asked.rounds, split_cores())
    say(", ".join(f"{name} {facts[name]}" for name in ("cpu", "cores", "python", "engine", "load_before")))
    say("(of the machine: p95 of how many ms late a sleep ends on the server's core / of an fsync)")
    results = {}
    for name in asked.scenario or SCENARIOS:
        say(f"\n{name}: {(SCENARIOS[name].__doc__ or '').strip().splitlines()[0]}")
        around = [noise(size.core)]
        figures = SCENARIOS[name](size)
        around.append(noise(size.core))
        results[name] = {"figures": {figure.name: figure.data() for figure in figures}, "noise": around}
        for figure in figures:
            say(figure.line())
        say("    the machine, before and after: " + ", ".join(f"{one['late_ms_p95']}/{one['fsync_ms_p95']}" for one in around))
        if asked.json:  # after each, so that a long run that is cut short has told what it knows
            told = {"machine": facts, "size": {k: v for k, v in vars(size).items() if k != "core"}, "results": results}
            asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def say(text: str) -> None:
    """For whoever looks on."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
