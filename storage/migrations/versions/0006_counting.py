"""Let a claim's posts be counted from the index alone."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COUNTED = ("claim_id", "written_at", "platform", "place_kind", "place_id", "language", "stance", "author")


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_sightings_claim_time", "sightings")
    op.create_index("ix_sightings_claim_time", "sightings", list(_COUNTED))


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_sightings_claim_time", "sightings")
    op.create_index("ix_sightings_claim_time", "sightings", ["claim_id", "written_at"])
