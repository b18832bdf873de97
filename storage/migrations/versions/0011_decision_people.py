"""Whose words a decision holds, beside its asker's; how often a message left without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply; decisions that were made before are matched with the sighting of the post that they judged."""
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("copies", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("copies", server_default=None, existing_type=sa.Integer())
    op.create_table(
        "decision_people",
        sa.Column("decision_id", _ID, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            ondelete="CASCADE",
            name="fk_decision_people_decision_id_decisions",
        ),
        sa.PrimaryKeyConstraint("decision_id", "author", name="pk_decision_people"),
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
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("copies")
