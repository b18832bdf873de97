"""What X costs, the bot's tokens there, and which stored posts X still shows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "x_ledger",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cost_micros", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_x_ledger")),
    )
    op.create_index("ix_x_ledger_time", "x_ledger", ["at", "state", "cost_micros"])
    op.create_index("ix_x_ledger_open", "x_ledger", ["state", "call"])

    op.create_table(
        "x_reads",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("family", sa.String(length=32), nullable=False),
        sa.Column("resource", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", "family", "resource", name=op.f("pk_x_reads")),
    )

    op.create_table(
        "x_credentials",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewing_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_x_credentials")),
    )

    op.create_table(
        "x_posts",
        sa.Column("post_id", sa.String(length=32), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_x_posts")),
    )
    op.create_index(op.f("ix_x_posts_shown_at"), "x_posts", ["shown_at"])

    with op.batch_alter_table("decisions") as decisions:
        decisions.add_column(sa.Column("checked_post_id", sa.String(length=200), nullable=True))
        decisions.create_index("ix_decisions_checked_post", ["platform", "checked_post_id"])


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("decisions") as decisions:
        decisions.drop_index("ix_decisions_checked_post")
        decisions.drop_column("checked_post_id")
    op.drop_index(op.f("ix_x_posts_shown_at"), "x_posts")

    op.drop_table("x_posts")
    op.drop_table("x_credentials")
    op.drop_table("x_reads")
    op.drop_index("ix_x_ledger_open", "x_ledger")
    op.drop_index("ix_x_ledger_time", "x_ledger")

    op.drop_table("x_ledger")
