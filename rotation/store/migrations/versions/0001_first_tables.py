"""The first tables."""

import sqlalchemy as sa
from alembic import op

from rotation.store.schema import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.String(100)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
        sa.UniqueConstraint("shipped", name="uq_scenario_shipped"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("heartbeat", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )
    _revisions()
    _runs()
    _plans()
    _events()


def _revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("toml", sa.String(64), nullable=False),
        sa.Column("decisions", sa.String(64)),
        sa.Column("folder", sa.Boolean(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "number", name="pk_revision"),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], "fk_revision_scenario_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["toml"], ["blob.sha256"], "fk_revision_toml"),
        sa.ForeignKeyConstraint(["decisions"], ["blob.sha256"], "fk_revision_decisions"),
    )
    op.create_table(
        "roster_file",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "number", "name", name="pk_roster_file"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], "fk_roster_file_sha256"),
        sa.ForeignKeyConstraint(
            ["scenario_id", "number"],
            ["revision.scenario_id", "revision.number"],
            "fk_roster_file_scenario_id_number",
            ondelete="CASCADE",
        ),
    )


def _runs() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("wish", sa.String(20)),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("started", Moment()),
        sa.Column("ended", Moment()),
        sa.Column("heartbeat", Moment()),
        sa.Column("worker", sa.String(40)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], "fk_run_scenario_id", ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'stopped', 'failed', 'cancelled')",
            name=op.f("ck_run_state"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_run_scenario_id", "run", ["scenario_id"])
    op.create_index("ix_run_state", "run", ["state"])


def _plans() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer()),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], "fk_plan_scenario_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], "fk_plan_run_id", ondelete="CASCADE"),
        sa.UniqueConstraint("run_id", "place", name="uq_plan_run_id_place"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_scenario_id", "plan", ["scenario_id"])


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer()),
        sa.Column("run_id", sa.Integer()),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_scenario_id", "event", ["scenario_id"])
    op.create_index("ix_event_plan_id", "event", ["plan_id"])
