"""What a terminal shows: pages built with rich, one file per kind. Computes nothing of a plan."""
