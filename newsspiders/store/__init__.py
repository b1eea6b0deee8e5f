"""The store: one SQL database, SQLite in a file by default."""

from newsspiders.store.store import Change, Store, StoreError

__all__ = ["Change", "Store", "StoreError"]
