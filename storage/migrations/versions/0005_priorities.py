"""Events that people wait for come before the others; who took a message last may say what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("inbox") as inbox:
        inbox.alter_column("priority", server_default=None, existing_type=sa.Integer())
        inbox.drop_index("ix_inbox_due")
        inbox.create_index("ix_inbox_due", ["status", "priority", "id"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("takes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("takes", server_default=None, existing_type=sa.Integer())


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("takes")
    with op.batch_alter_table("inbox") as inbox:
        inbox.drop_index("ix_inbox_due")
        inbox.create_index("ix_inbox_due", ["status", "id"])
        inbox.drop_column("priority")
