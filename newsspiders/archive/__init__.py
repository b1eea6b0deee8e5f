"""The raw archive: every fetched response in WARC files (ISO 28500), written while crawling, read afterwards."""

from newsspiders.archive.reader import Captured, Damage, iter_captures
from newsspiders.archive.writer import ArchiveWriter

__all__ = ["ArchiveWriter", "Captured", "Damage", "iter_captures"]
