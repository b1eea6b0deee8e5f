"""What alembic runs: the migrations, on the connection and in the transaction that it is given by migrate.py.

No migration meets a view: a table under one cannot be changed.
"""

from alembic import context

from newsspiders.store.views import create_views, drop_views

connection = context.config.attributes["connection"]
drop_views(connection)
context.configure(connection=connection)
context.run_migrations()
create_views(connection)
