"""The verbs: statements that are no plain CREATE, ALTER, DROP, DESCRIBE or SHOW of one noun; one file each."""
