"""Heavy work, in a process of its own with limits."""
