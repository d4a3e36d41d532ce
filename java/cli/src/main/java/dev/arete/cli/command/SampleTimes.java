package dev.arete.cli.command;

import dev.arete.Points;
import dev.arete.cli.io.InputException;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options that say at which times a sampler stops. */
final class SampleTimes {
  /** Beyond, exp(-t) squared leaves the range of a double. */
  private static final double OU_LIMIT = 300;

  @Option(
      names = "--schedule",
      order = 3,
      paramLabel = "S",
      defaultValue = "ou",
      description =
          "ou (a = exp(-t), h = 1 - exp(-2t)) or ve (a = 1, h = t^2); default: ${DEFAULT-VALUE}")
  private ScheduleName schedule;

  @Option(
      names = "--start",
      order = 4,
      paramLabel = "T",
      description =
          "first time, at which the noise must dominate the data; default: 10 for ou, and for ve 10"
              + " times the largest distance of a data point from the origin")
  private Double start;

  @Option(
      names = "--end",
      order = 5,
      paramLabel = "T",
      defaultValue = "0.001",
      description = "last time; default: ${DEFAULT-VALUE}. For ve, in units of the data")
  private double end;

  @Option(
      names = "--steps",
      order = 6,
      paramLabel = "N",
      defaultValue = "500",
      description = "number of steps; default: ${DEFAULT-VALUE}")
  private int steps;

  @Option(
      names = "--grid",
      order = 7,
      paramLabel = "G",
      defaultValue = "exponential",
      description = "exponential, linear or cosine; default: ${DEFAULT-VALUE}")
  private GridName grid;

  private enum GridName {
    EXPONENTIAL,
    LINEAR,
    COSINE
  }

  Schedule schedule() {
    return schedule.schedule();
  }

  /** Checks what can be told of the times without the data. */
  void check() {
    boolean ou = schedule == ScheduleName.OU;
    double first = start != null ? start : ou ? StartNoise.OU_TIME : Double.POSITIVE_INFINITY;
    if (!(first > end && end > 0 && (!ou || first <= OU_LIMIT))) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "times must satisfy %sstart > end > 0, got %s and %s",
              ou ? "300 >= " : "",
              start == null && !ou ? "the default" : first,
              end));
    }
    if (steps < 1) {
      throw new InputException("steps must be at least 1, got " + steps);
    }
    checkRange(end);
    if (start != null) {
      checkRange(start);
    }
  }

  /** The variance at a time must be one that a density can have. */
  private void checkRange(double time) {
    try {
      schedule.schedule().smoothing(time);
    } catch (IllegalArgumentException e) {
      throw new InputException("time " + time + ": " + e.getMessage());
    }
  }

  /** The grid for some data; warns where the noise at its start is too small for them. */
  TimeGrid grid(Points points) {
    double first = start == null ? StartNoise.of(schedule, points, end) : start;
    checkRange(first);
    StartNoise.warnIfSmall(schedule.schedule(), first, points);
    return switch (grid) {
      case EXPONENTIAL -> TimeGrid.exponential(first, end, steps);
      case LINEAR -> TimeGrid.linear(first, end, steps);
      case COSINE -> TimeGrid.cosine(first, end, steps);
    };
  }
}
