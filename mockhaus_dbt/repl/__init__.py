"""The interactive shell, on an account or on a server. Needs the extra ``[repl]``."""
