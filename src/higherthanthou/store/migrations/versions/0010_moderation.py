"""Hidden aliases, boards put to zero, reports of files, and hosts who are operators.

An alias was hidden everywhere by a column of the player; it is a row of its own now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HIDDEN = """
    INSERT INTO hidden_aliases (player_id, deck_id, alias_key, instead, hidden_at)
    SELECT id, 0, alias_key, '', created_at FROM players WHERE name_hidden
"""


def upgrade() -> None:
    """Apply. What is hidden stays hidden."""
    op.create_table(
        "hidden_aliases",
        sa.Column("player_id", ID, nullable=False),
        sa.Column("deck_id", ID, nullable=False),
        sa.Column("alias_key", sa.String(200), nullable=False),
        sa.Column("instead", sa.String(100), nullable=False),
        sa.Column("hidden_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], op.f("fk_hidden_aliases_player_id_players")),
        sa.PrimaryKeyConstraint("player_id", "deck_id", "alias_key", name=op.f("pk_hidden_aliases")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "board_starts",
        sa.Column("deck_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(12), nullable=False),
        sa.Column("counts_from", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], op.f("fk_board_starts_deck_id_decks")),
        sa.PrimaryKeyConstraint("deck_id", "version", "mode", name=op.f("pk_board_starts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reports",
        sa.Column("player_id", ID, nullable=False),
        sa.Column("profile_id", ID, nullable=False),
        sa.Column("deck_id", ID, nullable=False),
        sa.Column("person", sa.String(22), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], op.f("fk_reports_player_id_players")),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], op.f("fk_reports_deck_id_decks")),
        sa.PrimaryKeyConstraint("player_id", "profile_id", name=op.f("pk_reports")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reports_deck_id_settled"), "reports", ["deck_id", "settled"])
    op.execute(HIDDEN)
    op.drop_column("players", "name_hidden")
    op.add_column("hosts", sa.Column("operator", sa.Boolean(), nullable=False, server_default=sa.false()))
