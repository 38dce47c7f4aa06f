"""Turns built pages into a site to serve: bundles, hashed folders, policies, headers, compression, checks."""
