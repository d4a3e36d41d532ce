package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp(x) for x up to 709, in double: x = n ln 2 + r with |r| &lt;= ln(2)/2, and a polynomial of
 * degree 11 in r through the Chebyshev points of exp there, which is off by 1.6e-17. The error is
 * below one unit of the last place.
 */
final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts; the first has 32 trailing zero bits, so n times it is exact. */
  private static final double LN2_HIGH = 6.93147180369123816490e-01;

  private static final double LN2_LOW = 1.90821492927058770002e-10;

  /** 1.5 * 2^52: adding it leaves the nearest integer in the low bits. */
  private static final double MAGIC = 0x1.8p52;

  /** Below it results would lose digits. */
  private static final double LEAST = -708;

  private Exponential() {}

  /** Returns exp(x), and 0 where x is below -708. */
  static DoubleVector of(DoubleVector x) {
    var s = x.species();
    DoubleVector magic = DoubleVector.broadcast(s, MAGIC);
    DoubleVector shifted = x.fma(DoubleVector.broadcast(s, LOG2_E), magic);
    DoubleVector n = shifted.sub(magic);
    DoubleVector r = n.fma(DoubleVector.broadcast(s, -LN2_HIGH), x);
    r = n.fma(DoubleVector.broadcast(s, -LN2_LOW), r);
    LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    DoubleVector y = polynomial(r).reinterpretAsLongs().add(power).reinterpretAsDoubles();
    // not a maximum before: in the sense of Java that takes six instructions
    return y.blend(0, x.compare(VectorOperators.LT, LEAST));
  }

  /** Two half polynomials in r^2, so that they run side by side. */
  private static DoubleVector polynomial(DoubleVector r) {
    var s = r.species();
    DoubleVector q = r.mul(r);
    DoubleVector odd = DoubleVector.broadcast(s, 2.5100375924709717e-08);
    DoubleVector even = DoubleVector.broadcast(s, 2.762007599981065e-07);
    odd = odd.fma(q, DoubleVector.broadcast(s, 2.7557268480116333e-06));
    even = even.fma(q, DoubleVector.broadcast(s, 2.4801521322116825e-05));
    odd = odd.fma(q, DoubleVector.broadcast(s, 0.0001984126986304067));
    even = even.fma(q, DoubleVector.broadcast(s, 0.0013888888917196881));
    odd = odd.fma(q, DoubleVector.broadcast(s, 0.008333333333330065));
    even = even.fma(q, DoubleVector.broadcast(s, 0.041666666666624164));
    odd = odd.fma(q, DoubleVector.broadcast(s, 0.16666666666666669));
    even = even.fma(q, DoubleVector.broadcast(s, 0.5000000000000001));
    // 1 + (r + r^2 (even + r odd)): the largest terms are added last
    DoubleVector tail = odd.fma(r, even);
    return tail.fma(q, r).add(1);
  }
}
