"""Photos of cadres, kept with the revisions of their roster."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo_file",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "number", "name", name="pk_photo_file"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], "fk_photo_file_sha256"),
        sa.ForeignKeyConstraint(
            ["scenario_id", "number"],
            ["revision.scenario_id", "revision.number"],
            "fk_photo_file_scenario_id_number",
            ondelete="CASCADE",
        ),
    )
