"""The store: one SQL database, SQLite in a file by default."""

from newsspiders.store.asking import Ask, reader, writer
from newsspiders.store.errors import AlreadyRunning, StoreError, StoreUnavailable
from newsspiders.store.lock import SpiderLock
from newsspiders.store.session import Session
from newsspiders.store.store import Store
from newsspiders.store.thread import StoreThread

__all__ = [
    "AlreadyRunning",
    "Ask",
    "Session",
    "SpiderLock",
    "Store",
    "StoreError",
    "StoreThread",
    "StoreUnavailable",
    "reader",
    "writer",
]
