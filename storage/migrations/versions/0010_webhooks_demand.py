"""Addresses that are told what happens here, and questions that found no fact-check."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "webhooks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("off_because", sa.Text(), nullable=True),
        sa.Column("made_by", sa.String(length=140), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "unanswered",
        sa.Column("decision_id", _ID, nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("sketch", sa.String(length=64), nullable=False),
        sa.Column("model_id", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_unanswered_decision_id_decisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_unanswered")),
    )
    op.create_index(op.f("ix_unanswered_author"), "unanswered", ["author"])
    op.create_index(op.f("ix_unanswered_asked_at"), "unanswered", ["asked_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("unanswered")
    op.drop_table("webhooks")
