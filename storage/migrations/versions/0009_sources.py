"""Sources that claims come from: what they list and say, their publishers, hosts, and words for ratings."""

import sqlalchemy as sa
from alembic import op

from storage.addresses import address_key

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)
_BATCH = 1_000


def upgrade() -> None:
    """Apply."""
    _publishers()
    _sources()
    _reviews()
    op.create_table(
        "web_hosts",
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("next_at", _TIME, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("robots", sa.Text(), nullable=True),
        sa.Column("robots_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_web_hosts")),
    )
    op.add_column("fact_checks", sa.Column("address_hash", sa.String(length=64), nullable=True))
    _fill_address_hashes()
    with op.batch_alter_table("fact_checks") as checks:
        checks.alter_column("address_hash", nullable=False, existing_type=sa.String(length=64))
    op.create_index(op.f("ix_fact_checks_address_hash"), "fact_checks", ["address_hash"])


def _publishers() -> None:
    op.create_table(
        "publishers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publishers")),
    )
    for table, key, length in (("publisher_names", "name_hash", 64), ("publisher_domains", "domain", 255)):
        named = [sa.Column("name", sa.Text(), nullable=False)] if table == "publisher_names" else []
        op.create_table(
            table,
            sa.Column(key, sa.String(length=length), nullable=False),
            *named,
            sa.Column("publisher_id", _ID, nullable=False),
            sa.ForeignKeyConstraint(
                ["publisher_id"],
                ["publishers.id"],
                name=op.f(f"fk_{table}_publisher_id_publishers"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_publisher_id"), table, ["publisher_id"])
    op.create_table(
        "rating_words",
        sa.Column("id", _ID, nullable=False),
        sa.Column("publisher_id", _ID, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("word_hash", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(length=20), nullable=True),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("answered_by", sa.String(length=140), nullable=True),
        sa.Column("answered_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["publisher_id"],
            ["publishers.id"],
            name=op.f("fk_rating_words_publisher_id_publishers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_words")),
        sa.UniqueConstraint("publisher_id", "word_hash", name=op.f("uq_rating_words_publisher_id")),
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("domains", _JSON, nullable=False),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("options", _JSON, nullable=False),
        sa.Column("cursor", _JSON, nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("list_at", _TIME, nullable=False),
        sa.Column("next_at", _TIME, nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", _TIME, nullable=True),
        sa.Column("caught_up_at", _TIME, nullable=True),
        sa.Column("counted_from", _TIME, nullable=True),
        sa.Column("new_since", sa.Integer(), nullable=False),
        sa.Column("last_tried_at", _TIME, nullable=True),
        sa.Column("last_success_at", _TIME, nullable=True),
        sa.Column("last_new_at", _TIME, nullable=True),
        sa.Column("told_silent_at", _TIME, nullable=True),
        sa.Column("term_days", sa.Integer(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(length=140), nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_sources_address_hash")),
    )
    op.create_index("ix_sources_due", "sources", ["status", "next_at"])
    op.create_table(
        "source_items",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("listing", _JSON, nullable=False),
        sa.Column("listing_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("due_at", _TIME, nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        _of_source("source_items"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_items")),
        sa.UniqueConstraint("source_id", "address_hash", name=op.f("uq_source_items_source_id")),
    )
    op.create_index("ix_source_items_due", "source_items", ["source_id", "due_at"])


def _reviews() -> None:
    op.create_table(
        "source_reviews",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("statement_hash", sa.String(length=64), nullable=False),
        sa.Column("rating", sa.String(length=20), nullable=True),
        sa.Column("textual_rating", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_id", _ID, nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("claimant", sa.Text(), nullable=True),
        sa.Column("appearances", _JSON, nullable=False),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("from_review", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("asks", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("pending", _JSON, nullable=True),
        sa.Column("near_claim_id", _ID, nullable=True),
        sa.Column("claim_id", _ID, nullable=True),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=True),
        sa.Column("decided_by", sa.String(length=140), nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        _of_source("source_reviews"),
        sa.ForeignKeyConstraint(
            ["publisher_id"],
            ["publishers.id"],
            name=op.f("fk_source_reviews_publisher_id_publishers"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.id"],
            name=op.f("fk_source_reviews_claim_id_claims"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_reviews")),
        sa.UniqueConstraint(
            "source_id", "address_hash", "statement_hash", name=op.f("uq_source_reviews_source_id")
        ),
    )
    op.create_index("ix_source_reviews_asks", "source_reviews", ["asks", "id"])
    op.create_index("ix_source_reviews_address", "source_reviews", ["address_hash"])
    op.create_index("ix_source_reviews_expires", "source_reviews", ["expires_at"])
    for column in ("publisher_id", "claim_id"):
        op.create_index(op.f(f"ix_source_reviews_{column}"), "source_reviews", [column])


def _of_source(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["source_id"], ["sources.id"], name=op.f(f"fk_{table}_source_id_sources"), ondelete="CASCADE"
    )


def _fill_address_hashes() -> None:
    """Give every fact-check the key of its canonical address."""
    checks = sa.table(
        "fact_checks",
        sa.column("id", _ID),
        sa.column("url", sa.Text()),
        sa.column("address_hash", sa.String()),
    )
    connection, last = op.get_bind(), 0
    while rows := connection.execute(
        sa.select(checks.c.id, checks.c.url).where(checks.c.id > last).order_by(checks.c.id).limit(_BATCH)
    ).all():
        statement = checks.update().where(checks.c.id == sa.bindparam("number"))
        connection.execute(
            statement.values(address_hash=sa.bindparam("key")),
            [{"number": number, "key": address_key(url)} for number, url in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_fact_checks_address_hash"), "fact_checks")
    with op.batch_alter_table("fact_checks") as checks:
        checks.drop_column("address_hash")
    for table in (
        "web_hosts",
        "source_reviews",
        "source_items",
        "sources",
        "rating_words",
        "publisher_domains",
        "publisher_names",
        "publishers",
    ):
        op.drop_table(table)
