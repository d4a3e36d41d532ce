package dev.arete.testkit.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal arithmetic of 70 digits, the working precision of the oracle. */
final class Big {
  /** Twice the digits of any claim that is tested, and then some. */
  static final MathContext DIGITS = new MathContext(70);

  /** Below exp of this a weight is zero: no double can tell. */
  private static final BigDecimal UNDERFLOW = BigDecimal.valueOf(-4000);

  private Big() {}

  static BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, DIGITS);
  }

  static BigDecimal plus(BigDecimal a, BigDecimal b) {
    return a.add(b, DIGITS);
  }

  static BigDecimal minus(BigDecimal a, BigDecimal b) {
    return a.subtract(b, DIGITS);
  }

  static BigDecimal over(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS);
  }

  static BigDecimal exp(BigDecimal x) {
    return x.compareTo(UNDERFLOW) < 0 ? BigDecimal.ZERO : BigDecimalMath.exp(x, DIGITS);
  }

  static BigDecimal log(BigDecimal x) {
    return BigDecimalMath.log(x, DIGITS);
  }

  static BigDecimal twoPi() {
    return BigDecimalMath.pi(DIGITS).multiply(BigDecimal.valueOf(2), DIGITS);
  }

  static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = plus(sum, times(a[i], b[i]));
    }
    return sum;
  }

  static BigDecimal[] exact(double[] values, int offset, int length) {
    BigDecimal[] out = new BigDecimal[length];
    for (int i = 0; i < length; i++) {
      out[i] = new BigDecimal(values[offset + i]);
    }
    return out;
  }

  static double[] rounded(BigDecimal[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i].doubleValue();
    }
    return out;
  }
}
