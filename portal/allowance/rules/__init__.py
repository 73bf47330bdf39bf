"""Allowance rules and questions as plain values: years, verdicts, what is found by which words, what names somebody."""
