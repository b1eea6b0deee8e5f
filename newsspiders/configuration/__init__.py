"""What a user may set without touching settings.py: by environment variables, or in one TOML file.

Defaults stay in settings.py, beside the reasons; `keys.py` says which of them are open and what a value may be;
`load.py` reads file and environment; `start.py` puts the values into the settings, or ends the program with all that is
wrong with them.
"""
