"""files that nobody judges any more are free, and reviews to hand in again are drafts

Revision ID: a94c0d7e3b18
Revises: 8e1f4b7a20d6
Created: 2026-11-30 11:10:00.000000
"""

from alembic import op

revision = "a94c0d7e3b18"
down_revision = "8e1f4b7a20d6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """As removing a juror and lifting a conflict do from now on, in calls not announced yet.

    A juror who had left kept the files that they had only begun, and a review that was set aside
    stayed handed in once its conflict was lifted.
    """
    op.execute(
        """
        DELETE FROM assignment
        WHERE juror_id IN (SELECT id FROM juror WHERE status <> 'accepted')
          AND NOT EXISTS (
            SELECT 1 FROM review
            WHERE review.juror_id = assignment.juror_id
              AND review.application_id = assignment.application_id
              AND review.status = 'submitted'
          )
        """
    )
    op.execute(
        """
        UPDATE review SET status = 'draft', submitted_at = NULL, total = NULL
        WHERE status = 'submitted'
          AND NOT is_counted
          AND juror_id IN (SELECT id FROM juror WHERE status = 'accepted')
          AND application_id IN (
            SELECT application.id FROM application
            JOIN call ON call.id = application.call_id
            WHERE call.announced_at IS NULL
          )
          AND NOT EXISTS (
            SELECT 1 FROM conflict_of_interest
            JOIN juror ON juror.user_id = conflict_of_interest.user_id
            WHERE juror.id = review.juror_id
              AND conflict_of_interest.application_id = review.application_id
              AND conflict_of_interest.lifted_at IS NULL
          )
        """
    )


def downgrade() -> None:
    """Nothing comes back: who left a jury had no use for these files, and marks are all kept."""
