"""How far a parameter spreads around its nominal value, in closed form."""

import numpy as np

from cradlegate.lca.draws import Parameter, Shape, is_uncertain
from cradlegate.lca.elementary import exp, log


def measure_deviation(parameter: Parameter) -> float:
    """Give the standard deviation of a parameter's multipliers, dimensionless.

    A lognormal with s = ln GSD has √(exp(s²) − 1), times exp(s² ÷ 2) where its nominal value is
    the median; a triangle has √((a² + b² + c² − ab − ac − bc) ÷ 18).
    """
    if not is_uncertain(parameter):
        return 0.0
    if parameter.shape is Shape.TRIANGLE:
        low, high = parameter.low, parameter.high
        squares = low * low + high * high + 1.0
        return float(np.sqrt((squares - low * high - low - high) / 18.0))
    s = log(np.array([parameter.gsd]))
    growth = exp(s * s)
    widening = 1.0 if parameter.is_mean else np.sqrt(growth)
    return float((widening * np.sqrt(growth - 1.0))[0])
