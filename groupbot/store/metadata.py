"""All tables of the house register here."""

import sqlalchemy as sa

METADATA = sa.MetaData()
