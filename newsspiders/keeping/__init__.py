"""Keeping: what grows is pruned, the store is saved and put back. The commands are prune, backup and restore."""
