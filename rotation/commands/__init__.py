"""One command per file: `COMMAND`, what it may be told and the function that answers it."""
