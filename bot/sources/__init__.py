"""Tools that send webhooks: their proofs, their shapes, one file for each. All of it pure.

A tool whose body only has to be read field by field is a preset: a TOML file in `presets/`, beside the
sample that its vendor documents. What needs code is a module here. Both are registered as entry points, as
a plug-in's are.
"""
