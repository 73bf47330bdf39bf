"""Disclosure control: what may be published of a table of counts, so that nothing points to a person.

`shapes` says which cells a table has and how they add up, `releases` what was published, `worlds` which tables agree
with it, `auditor` how far a hidden cell can still vary, and `protector` what to hide. Nothing else knows the solver.
"""
