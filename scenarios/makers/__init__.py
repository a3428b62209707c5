"""Makes the rosters of the scenarios beside this folder."""
