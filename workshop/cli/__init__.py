"""The command line: a function a verb."""
