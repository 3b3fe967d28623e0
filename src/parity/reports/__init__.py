"""Pages and charts; no arithmetic here."""
