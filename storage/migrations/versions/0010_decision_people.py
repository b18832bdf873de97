"""Whose words a decision holds, beside its asker's, so that everybody can be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply; decisions that were made before are matched with the sighting of the post that they judged."""
    op.create_table(
        "decision_people",
        sa.Column("decision_id", _ID, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("decision_id", "author"),
    )
    op.create_index("ix_decision_people_author", "decision_people", ["author"])
    op.execute(
        "INSERT INTO decision_people (decision_id, author) "
        "SELECT DISTINCT decisions.id, sightings.author FROM decisions JOIN sightings "
        "ON sightings.platform = decisions.platform AND sightings.post_id = decisions.checked_post_id "
        "WHERE sightings.author <> decisions.author"
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("decision_people")
