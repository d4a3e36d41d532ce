package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp(x) for x up to 88, in single precision: x = n ln 2 + r with |r| &lt;= ln(2)/2, and the Taylor
 * polynomial of degree 7 in r, whose remainder is below 6e-9. The error is below two units of the
 * last place. Below -87, where results would lose digits, exp(x) is 0.
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
    FloatVector shifted = x.mul(LOG2_E).add(MAGIC);
    FloatVector n = shifted.sub(MAGIC);
    var s = x.species();
    FloatVector r = n.fma(FloatVector.broadcast(s, -LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(s, -LN2_LOW), r);
    IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector y = polynomial(r).reinterpretAsInts().add(power).reinterpretAsFloats();
    return y.blend(0, x.compare(VectorOperators.LT, LEAST));
  }

  private static FloatVector polynomial(FloatVector r) {
    var s = r.species();
    FloatVector y = FloatVector.broadcast(s, 1f / 5040);
    y = y.fma(r, FloatVector.broadcast(s, 1f / 720));
    y = y.fma(r, FloatVector.broadcast(s, 1f / 120));
    y = y.fma(r, FloatVector.broadcast(s, 1f / 24));
    y = y.fma(r, FloatVector.broadcast(s, 1f / 6));
    y = y.fma(r, FloatVector.broadcast(s, 0.5f));
    FloatVector q = r.mul(r);
    return y.fma(q, r).add(1);
  }
}
