"""Chats with manners, reviewers' decisions, questions that wait, subscriptions, invitations, rates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "allowances",
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_allowances")),
    )
    op.create_table(
        "blocks",
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("blocked_by", sa.String(length=140), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("author", name=op.f("pk_blocks")),
    )
    op.create_table(
        "chats",
        sa.Column("id", _id(), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("ratings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("utc_offset", sa.Integer(), nullable=False),
        sa.Column("most_an_hour", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(length=100), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("platform", "place_id", name=op.f("uq_chats_platform")),
    )
    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("invited_by", sa.String(length=140), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.String(length=140), nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invitations")),
    )
    op.create_table(
        "chat_admins",
        sa.Column("chat_id", _id(), nullable=False),
        sa.Column("admin", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_chat_admins_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "admin", name=op.f("pk_chat_admins")),
    )
    op.create_table(
        "questions",
        sa.Column("id", _id(), nullable=False),
        sa.Column("decision_id", _id(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reply_to", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_questions_decision_id_decisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("decision_id", "author", name=op.f("uq_questions_decision_id")),
    )
    op.create_index(op.f("ix_questions_decision_id"), "questions", ["decision_id"])
    op.create_index(op.f("ix_questions_author"), "questions", ["author"])
    op.create_table(
        "silenced_claims",
        sa.Column("chat_id", _id(), nullable=False),
        sa.Column("claim_id", _id(), nullable=False),
        sa.Column("silenced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_silenced_claims_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_silenced_claims_claim_id_claims"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "claim_id", name=op.f("pk_silenced_claims")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("claim_id", _id(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_subscriptions_claim_id_claims"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", "author", name=op.f("pk_subscriptions")),
    )
    with op.batch_alter_table("review_items") as items:
        items.add_column(sa.Column("reviewer", sa.String(length=140), nullable=True))
        items.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
        items.add_column(sa.Column("verdict", sa.JSON(none_as_null=True), nullable=True))
        items.add_column(sa.Column("final_at", sa.DateTime(timezone=True), nullable=True))
        items.add_column(sa.Column("sighting", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("review_items") as items:
        for column in ("sighting", "final_at", "verdict", "claimed_until", "reviewer"):
            items.drop_column(column)
    op.drop_table("subscriptions")
    op.drop_table("silenced_claims")
    op.drop_index(op.f("ix_questions_author"), "questions")
    op.drop_index(op.f("ix_questions_decision_id"), "questions")
    op.drop_table("questions")
    op.drop_table("chat_admins")
    op.drop_table("invitations")
    op.drop_table("chats")
    op.drop_table("blocks")
    op.drop_table("allowances")
