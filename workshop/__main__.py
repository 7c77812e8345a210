"""Picks the verb. For those that serve, the engine patches the standard library before anything else is imported."""

import sys

SERVES = ("serve", "demo")


def main() -> None:
    """The command line."""
    arguments = sys.argv[1:]
    verb = next((word for word in arguments if not word.startswith("-")), "serve")
    if verb in SERVES or not arguments:
        from workshop import engine

        engine.patch()

    from workshop.cli.main import run

    run(arguments)


if __name__ == "__main__":
    main()
