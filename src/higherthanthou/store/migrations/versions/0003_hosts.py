"""Hosts, whose decks have drafts and versions, and pictures of their own."""

import json
import secrets

import sqlalchemy as sa
from alembic import op

STILL = 1_000_000_000
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "hosts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hosts")),
        sa.UniqueConstraint("name_key", name=op.f("uq_hosts_name_key")),
    )
    op.create_table(
        "host_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("host_id", BIG, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name=op.f("fk_host_sessions_host_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_host_sessions")),
    )
    op.create_index(op.f("ix_host_sessions_host_id"), "host_sessions", ["host_id"])
    op.create_table(
        "pictures",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("deck_id", BIG, nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_pictures_deck_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
    )
    op.create_index(op.f("ix_pictures_deck_id"), "pictures", ["deck_id"])
    op.add_column("players", sa.Column("host_id", BIG, nullable=True))
    op.create_index(op.f("ix_runs_deck_id_deck_version"), "runs", ["deck_id", "deck_version"])
    _decks()
    _profiles()


def _decks() -> None:
    """A deck that was a draft has not been published, the others once; facts stand in the order they had."""
    op.add_column("decks", sa.Column("host_id", BIG, nullable=True))
    op.add_column("decks", sa.Column("edited", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("decks", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("decks", sa.Column("labels", sa.Text(), nullable=False, server_default="[]"))
    op.create_index(op.f("ix_decks_host_id"), "decks", ["host_id"])
    op.execute("UPDATE decks SET version = 0, edited = true WHERE state IN ('draft', 'making')")
    connection = op.get_bind()
    for (deck_id,) in connection.execute(sa.text("SELECT id FROM decks")).all():
        query = sa.text("SELECT record FROM profiles WHERE deck_id = :deck LIMIT 1")
        record = connection.execute(query, {"deck": deck_id}).scalar()
        kinds = ("fact", "withheld", "record")
        labels = [f"{kind}: {entry[0]}" for entry in json.loads(record or "[]") for kind in kinds]
        change = sa.text("UPDATE decks SET labels = :labels WHERE id = :deck")
        connection.execute(change, {"deck": deck_id, "labels": json.dumps(labels, ensure_ascii=False)})


def _profiles() -> None:
    """Every file is in every version that there has been."""
    with op.batch_alter_table("profiles") as batch:
        batch.add_column(sa.Column("person", sa.String(length=22), nullable=False, server_default=""))
        batch.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("since", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("until", sa.Integer(), nullable=False, server_default=str(STILL)))
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("picture_alt", sa.String(length=400), nullable=False, server_default=""))
        batch.drop_constraint(op.f("uq_profiles_portrait"), type_="unique")
        batch.drop_index(op.f("ix_profiles_deck_id_score_id"))
    connection = op.get_bind()
    for (profile_id,) in connection.execute(sa.text("SELECT id FROM profiles")).all():
        named = {"person": secrets.token_urlsafe(16), "id": profile_id}
        connection.execute(sa.text("UPDATE profiles SET person = :person WHERE id = :id"), named)
    op.create_index(
        op.f("ix_profiles_deck_id_score_id_since_until"),
        "profiles",
        ["deck_id", "score", "id", "since", "until"],
    )
    op.create_index(op.f("ix_profiles_deck_id_position"), "profiles", ["deck_id", "position"])
    op.create_index(op.f("ix_profiles_portrait"), "profiles", ["portrait"])
    op.create_index(op.f("ix_profiles_person"), "profiles", ["person"])
