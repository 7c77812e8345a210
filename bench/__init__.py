"""Speed, measured on the machine at hand: `python3 run.py bench`. Figures, never tests."""
