"""Rolling a scenario forward: what comes after a plan is carried out."""
