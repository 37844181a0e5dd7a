"""One file for each command of ``mockhaus``; its ``command`` is found by the file's name."""
