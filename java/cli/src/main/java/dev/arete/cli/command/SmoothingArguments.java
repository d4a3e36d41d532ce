package dev.arete.cli.command;

import dev.arete.Smoothing;
import dev.arete.cli.io.InputException;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The one option that says how the data are smoothed. */
final class SmoothingArguments {
  @Option(
      names = "--variance",
      order = 3,
      paramLabel = "H",
      required = true,
      description = "variance h of the normal kernel, in squared units of the data")
  private Double variance;

  @Option(
      names = "--bandwidth",
      order = 4,
      paramLabel = "B",
      required = true,
      description = "standard deviation of the normal kernel, h = B^2, in units of the data")
  private Double bandwidth;

  @Option(
      names = "--ou-time",
      order = 5,
      paramLabel = "T",
      required = true,
      description = "Ornstein-Uhlenbeck time: scale exp(-T), variance 1 - exp(-2T)")
  private Double time;

  /** The smoothing; throws IllegalArgumentException for a number out of range. */
  Smoothing smoothing() {
    return smoothing(value());
  }

  private double value() {
    return variance != null ? variance : bandwidth != null ? bandwidth : time;
  }

  private Smoothing smoothing(double value) {
    if (variance != null) {
      return Smoothing.variance(value);
    }
    return bandwidth != null ? Smoothing.bandwidth(value) : Smoothing.ornsteinUhlenbeck(value);
  }

  /** Smoothings from this one down to that of another value, by equal factors of the value. */
  List<Smoothing> smoothings(double last, int count) {
    double first = value();
    if (!(last > 0 && last < Double.POSITIVE_INFINITY)) {
      throw new InputException("until must be positive and finite, got " + last);
    }
    if (!(smoothing(last).variance() < smoothing(first).variance())) {
      throw new InputException(
          "until must be below the value to start from, " + first + ", got " + last);
    }
    double ratio = Math.log(last / first);
    return IntStream.range(0, count)
        .mapToObj(i -> i == count - 1 ? last : first * Math.exp(ratio * i / (count - 1)))
        .map(this::smoothing)
        .toList();
  }
}
