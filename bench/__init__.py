"""Quality against gold sets and peers, speed as ratios. `python -m bench` runs all of it."""
