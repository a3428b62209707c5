"""Plan against plan: key figures, which dominates which, differences, chains and waves.

Rests on the rules and the audit; knows no solver and no model.
"""

from rotation.compare.comparison import Comparison, compare_plans

__all__ = ["Comparison", "compare_plans"]
