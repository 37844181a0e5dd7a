"""The record of every statement that ran."""
