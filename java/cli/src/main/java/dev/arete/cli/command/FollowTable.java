package dev.arete.cli.command;

import dev.arete.RidgeStatus;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.TableOutput;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.analysis.RidgeTrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Ridge points followed through time as a table, point by point. */
final class FollowTable {
  private final RidgeTrace trace;
  private final TimeGrid times;
  private final int count;
  private final int dimension;

  FollowTable(RidgeTrace trace, TimeGrid times, int count, int dimension) {
    this.trace = trace;
    this.times = times;
    this.count = count;
    this.dimension = dimension;
  }

  private List<String> columns() {
    List<String> names = new ArrayList<>(List.of("point", "time"));
    for (int j = 1; j <= dimension; j++) {
      names.add("x_" + j);
    }
    names.addAll(List.of("hull_distance", "status"));
    return names;
  }

  /** How the points ended, in a few lines for people. */
  void summarize(PrintWriter out) {
    Map<RidgeStatus, Long> counts = new EnumMap<>(RidgeStatus.class);
    for (RidgeStatus status : RidgeStatus.values()) {
      counts.put(status, 0L);
    }
    for (int i = 0; i < count; i++) {
      counts.merge(trace.status(times.steps(), i), 1L, Long::sum);
    }
    out.println("points      " + count + " of dimension " + dimension + "; " + times);
    StatusLines.print(out, counts);
    out.flush();
  }

  void write(TableOutput output) throws IOException {
    List<double[]> distances = new ArrayList<>();
    for (int k = 0; k <= times.steps(); k++) {
      distances.add(trace.hullDistances(k));
    }
    int rows = Math.multiplyExact(count, distances.size());
    try (RowSink sink = output.start(columns(), rows)) {
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < distances.size(); k++) {
          writeRow(sink, k, i, distances.get(k)[i]);
        }
      }
    }
  }

  private void writeRow(RowSink sink, int index, int point, double distance) throws IOException {
    sink.count(point + 1);
    sink.number(times.time(index));
    for (int axis = 0; axis < dimension; axis++) {
      sink.number(trace.positions(index)[point * dimension + axis]);
    }
    sink.number(distance);
    RidgeStatus status = trace.status(index, point);
    sink.word(status.name(), status.code());
    sink.endRow();
  }
}
