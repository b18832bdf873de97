"""An event's own failures are counted apart from the deaths of those who had it in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("inbox") as inbox:
        inbox.alter_column("failures", server_default=None, existing_type=sa.Integer())


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("inbox") as inbox:
        inbox.drop_column("failures")
