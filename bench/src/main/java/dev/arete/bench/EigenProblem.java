package dev.arete.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of random symmetric matrices of a size of one's own choice: eigen-ORDERxCOUNT.
 *
 * @param order n of the n x n matrices
 * @param count how many
 */
record EigenProblem(int order, int count) {
  private static final Pattern FORM = Pattern.compile("eigen-(\\d+)x(\\d+)");

  /** Whether a text names such a batch. */
  static boolean isNamed(String text) {
    return FORM.matcher(text).matches();
  }

  /** The batch of that name. */
  static EigenProblem of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("eigen-ORDERxCOUNT was expected, not \"" + text + "\"");
    }
    return new EigenProblem(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /** Its name. */
  String name() {
    return "eigen-" + order + "x" + count;
  }

  /** The matrices, the same on every machine. */
  double[] matrices() {
    return MatrixBatch.random(order, count);
  }
}
