"""The files by which a server crawls on a schedule: rendered from the templates in deploy/.

`schedules.py` when each site's turn is, as systemd and cron say it; `templates.py` the files as text; `plan.py` which
files for which sites; `writing.py` puts them into a folder, and leaves what it did not write.
"""
