"""Activities for other sites' pages: worksheets as lean pages of our own, which a portal frames or plays from a package."""
