"""Stages, file formats, and the statements that move files and rows: PUT GET LIST REMOVE COPY INTO."""
