package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * 2^-x for x down to -1000, in double: x = r - n with |r| &lt;= 1/2, and a polynomial of degree 11
 * in r through the Chebyshev points of 2^-r there, which is off by 2e-17. The error is below one
 * unit of the last place. In base 2 it takes no product to split x, and the split is exact.
 */
final class PowerOfTwo {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /** 1.5 * 2^52: adding it leaves the nearest integer in the low bits. */
  private static final double MAGIC = 0x1.8p52;

  /** From here on results would lose digits. It is -708 to base e. */
  private static final double LIMIT = 708 * VectorColumns.LOG2_E;

  private PowerOfTwo() {}

  /** Returns 2^-x, and 0 where that is below e^-708. */
  static DoubleVector ofMinus(DoubleVector x) {
    DoubleVector magic = DoubleVector.broadcast(DOUBLES, MAGIC);
    DoubleVector shifted = magic.sub(x);
    DoubleVector r = shifted.sub(magic).add(x);
    LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    // sign bits spread to masks: on Java 17 a comparison and a blend are four instructions, and a
    // shift by a number that is not a vector is two
    LongVector isKept = x.sub(DoubleVector.broadcast(DOUBLES, LIMIT)).reinterpretAsLongs();
    isKept = isKept.lanewise(VectorOperators.ASHR, LongVector.broadcast(LONGS, 63));
    return polynomial(r).reinterpretAsLongs().add(power).and(isKept).reinterpretAsDoubles();
  }

  /** Two half polynomials in r^2, so that they run side by side. */
  private static DoubleVector polynomial(DoubleVector r) {
    DoubleVector q = r.mul(r);
    DoubleVector odd = DoubleVector.broadcast(DOUBLES, -4.4549605981865186e-10);
    DoubleVector even = DoubleVector.broadcast(DOUBLES, 7.072585949269223e-09);
    odd = odd.fma(q, DoubleVector.broadcast(DOUBLES, -1.0178062445845774e-07));
    even = even.fma(q, DoubleVector.broadcast(DOUBLES, 1.321544258792169e-06));
    odd = odd.fma(q, DoubleVector.broadcast(DOUBLES, -1.525273382983612e-05));
    even = even.fma(q, DoubleVector.broadcast(DOUBLES, 0.0001540353044173605));
    odd = odd.fma(q, DoubleVector.broadcast(DOUBLES, -0.0013333558146416936));
    even = even.fma(q, DoubleVector.broadcast(DOUBLES, 0.009618129107606888));
    odd = odd.fma(q, DoubleVector.broadcast(DOUBLES, -0.0555041086648216));
    even = even.fma(q, DoubleVector.broadcast(DOUBLES, 0.24022650695910097));
    odd = odd.fma(q, DoubleVector.broadcast(DOUBLES, -0.6931471805599453));
    // 1 + r (odd + r even): the largest terms are added last
    return even.fma(r, odd).fma(r, DoubleVector.broadcast(DOUBLES, 1));
  }
}
