"""Adapters touch the outside: each folder translates one outside system and nothing else."""
