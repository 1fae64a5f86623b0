"""Reviews: the scorecards of jurors, and what they add up to."""
