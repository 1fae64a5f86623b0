"""Pure arithmetic: plain values in and out. No table, no request, nothing of the packages above."""
