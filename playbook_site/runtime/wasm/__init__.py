"""Reads, instruments and rewrites WebAssembly modules."""
