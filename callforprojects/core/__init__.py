"""The ground of the house: settings, database, access, transaction, forms, languages. No business."""
