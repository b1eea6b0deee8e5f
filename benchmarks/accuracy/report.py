from pathlib import Path


def write_report(path, results, tools):
    pass
