package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp(x) for x up to 709, in double: x = n ln 2 + r with |r| &lt;= ln(2)/2, and the Taylor
 * polynomial of degree 13 in r, whose remainder is below 5e-18. The error is below one unit of the
 * last place. Below -708, where results would lose digits, exp(x) is 0.
 */
final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts; the first has 32 trailing zero bits, so n times it is exact. */
  private static final double LN2_HIGH = 6.93147180369123816490e-01;

  private static final double LN2_LOW = 1.90821492927058770002e-10;

  /** 1.5 * 2^52: adding it leaves the nearest integer in the low bits. */
  private static final double MAGIC = 0x1.8p52;

  private static final double LEAST = -708;

  private Exponential() {}

  static DoubleVector of(DoubleVector x) {
    DoubleVector shifted = x.mul(LOG2_E).add(MAGIC);
    DoubleVector n = shifted.sub(MAGIC);
    DoubleVector r = n.mul(-LN2_HIGH).add(x).sub(n.mul(LN2_LOW));
    LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    DoubleVector y = polynomial(r).reinterpretAsLongs().add(power).reinterpretAsDoubles();
    return y.blend(0, x.compare(VectorOperators.LT, LEAST));
  }

  /** Two half polynomials in r^2, so that they run side by side. */
  private static DoubleVector polynomial(DoubleVector r) {
    var s = r.species();
    DoubleVector q = r.mul(r);
    DoubleVector odd = DoubleVector.broadcast(s, 1.0 / 6227020800L);
    DoubleVector even = DoubleVector.broadcast(s, 1.0 / 479001600);
    odd = odd.fma(q, DoubleVector.broadcast(s, 1.0 / 39916800));
    even = even.fma(q, DoubleVector.broadcast(s, 1.0 / 3628800));
    odd = odd.fma(q, DoubleVector.broadcast(s, 1.0 / 362880));
    even = even.fma(q, DoubleVector.broadcast(s, 1.0 / 40320));
    odd = odd.fma(q, DoubleVector.broadcast(s, 1.0 / 5040));
    even = even.fma(q, DoubleVector.broadcast(s, 1.0 / 720));
    odd = odd.fma(q, DoubleVector.broadcast(s, 1.0 / 120));
    even = even.fma(q, DoubleVector.broadcast(s, 1.0 / 24));
    odd = odd.fma(q, DoubleVector.broadcast(s, 1.0 / 6));
    even = even.fma(q, DoubleVector.broadcast(s, 0.5));
    // 1 + (r + r^2 (even + r odd)): the largest terms are added last
    DoubleVector tail = odd.fma(r, even);
    return tail.fma(q, r).add(1);
  }
}
