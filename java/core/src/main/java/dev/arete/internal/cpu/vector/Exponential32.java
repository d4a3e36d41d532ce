package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp(x) for x up to 88, in single precision: x = n ln 2 + r with |r| &lt;= ln(2)/2, and a
 * polynomial of degree 6 in r through the Chebyshev points of exp there, which is off by 1e-8. The
 * error is below two units of the last place. What is below -87 gives 2e-38, as good as 0 beside a
 * weight of 1.
 */
final class Exponential32 {
  private static final float LOG2_E = 1.44269504f;

  /** ln 2 in two parts; the first has 9 trailing zero bits, so n times it is exact. */
  private static final float LN2_HIGH = 0x1.62e4p-1f;

  private static final float LN2_LOW = (float) (0.6931471805599453 - 0x1.62e4p-1);

  /** 1.5 * 2^23: adding it leaves the nearest integer in the low bits. */
  private static final float MAGIC = 0x1.8p23f;

  private static final float LEAST = -87;

  private Exponential32() {}

  static FloatVector of(FloatVector x) {
    var s = x.species();
    FloatVector magic = FloatVector.broadcast(s, MAGIC);
    FloatVector shifted = x.fma(FloatVector.broadcast(s, LOG2_E), magic);
    FloatVector n = shifted.sub(magic);
    FloatVector r = n.fma(FloatVector.broadcast(s, -LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(s, -LN2_LOW), r);
    IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector y = polynomial(r).reinterpretAsInts().add(power).reinterpretAsFloats();
    return y.blend(0, x.compare(VectorOperators.LT, LEAST));
  }

  private static FloatVector polynomial(FloatVector r) {
    var s = r.species();
    FloatVector y = FloatVector.broadcast(s, 0.0013926175888627768f);
    y = y.fma(r, FloatVector.broadcast(s, 0.008363173343241215f));
    y = y.fma(r, FloatVector.broadcast(s, 0.041666556149721146f));
    y = y.fma(r, FloatVector.broadcast(s, 0.16666577756404877f));
    y = y.fma(r, FloatVector.broadcast(s, 0.5f));
    FloatVector q = r.mul(r);
    return y.fma(q, r).add(1);
  }
}
