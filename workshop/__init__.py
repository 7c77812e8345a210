"""Rød tråd: live challenge meetings, from the challenge presented to the commitment followed up."""

__version__ = "0.1.0"
