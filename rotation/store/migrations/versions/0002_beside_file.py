"""What lies beside a scenario's inputs for the next import."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beside_file",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "number", "name", name="pk_beside_file"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], "fk_beside_file_sha256"),
        sa.ForeignKeyConstraint(
            ["scenario_id", "number"],
            ["revision.scenario_id", "revision.number"],
            "fk_beside_file_scenario_id_number",
            ondelete="CASCADE",
        ),
    )
