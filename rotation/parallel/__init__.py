"""Many independent solves at once: in this process, in several, or on a cluster of machines."""
