"""How a claim spreads: where a sighting came from, links, coverage, alerts and digests."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("sightings") as sightings:
        sightings.add_column(sa.Column("path", sa.String(length=16), nullable=True))
        for name in ("origin_post_id", "origin_place_id", "parent_post_id"):
            sightings.add_column(sa.Column(name, sa.String(length=200), nullable=True))
        sightings.add_column(sa.Column("parent_kind", sa.String(length=8), nullable=True))
    op.execute("UPDATE sightings SET path = CASE address WHEN 'overheard' THEN 'watched' ELSE 'asked' END")
    with op.batch_alter_table("sightings") as sightings:
        sightings.alter_column("path", existing_type=sa.String(length=16), nullable=False)
    op.create_index("ix_sightings_time", "sightings", ["written_at", "claim_id"])
    op.create_index("ix_sightings_origin", "sightings", ["platform", "origin_post_id"])
    op.create_index("ix_sightings_parent", "sightings", ["platform", "parent_post_id"])

    op.create_table(
        "sighting_links",
        sa.Column("sighting_id", _ID, nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("claim_id", _ID, nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sighting_id"],
            ["sightings.id"],
            name=op.f("fk_sighting_links_sighting_id_sightings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sighting_id", "link_hash", name=op.f("pk_sighting_links")),
    )
    op.create_index("ix_sighting_links_claim", "sighting_links", ["claim_id", "link_hash"])

    op.create_table(
        "coverage",
        sa.Column("id", _ID, nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
        sa.UniqueConstraint("platform", "place_id", "path", "first_at", name=op.f("uq_coverage_platform")),
    )

    op.create_table(
        "spread_alerts",
        sa.Column("claim_id", _ID, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_spread_alerts_claim_id_claims"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_spread_alerts")),
    )

    op.create_table(
        "digests",
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("author", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_next_at"), "digests", ["next_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_digests_next_at"), "digests")
    op.drop_table("digests")
    op.drop_table("spread_alerts")
    op.drop_table("coverage")
    op.drop_index("ix_sighting_links_claim", "sighting_links")
    op.drop_table("sighting_links")
    op.drop_index("ix_sightings_parent", "sightings")
    op.drop_index("ix_sightings_origin", "sightings")
    op.drop_index("ix_sightings_time", "sightings")
    with op.batch_alter_table("sightings") as sightings:
        for name in ("parent_kind", "parent_post_id", "origin_place_id", "origin_post_id", "path"):
            sightings.drop_column(name)
