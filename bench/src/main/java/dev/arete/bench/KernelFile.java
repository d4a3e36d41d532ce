package dev.arete.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The file in which the CUDA backend leaves the times of its kernels. */
final class KernelFile {
  /** Names the file to the backend that is opened next. */
  static final String PROPERTY = "arete.kernel.times";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private final List<CSVRecord> rows;

  private KernelFile(List<CSVRecord> rows) {
    this.rows = rows;
  }

  static KernelFile read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      List<CSVRecord> rows = FORMAT.parse(reader).getRecords();
      if (rows.isEmpty()) {
        throw new IOException(file + ": no kernel was launched");
      }
      return new KernelFile(rows);
    }
  }

  /**
   * The kernels of a call, the dearest first. One that was launched once only was not timed.
   *
   * @param calls how many equal calls were made
   */
  List<KernelRun.Kernel> kernels(int calls) {
    return rows.stream()
        .filter(row -> number(row, "timed") > 0)
        .map(
            row ->
                new KernelRun.Kernel(
                    row.get("kernel"),
                    number(row, "launches") / calls,
                    1e3 * number(row, "milliseconds") / number(row, "timed")))
        .sorted(Comparator.comparingDouble(KernelRun.Kernel::milliseconds).reversed())
        .toList();
  }

  /** What the device can do. */
  DeviceRates rates() {
    CSVRecord row = rows.get(0);
    return new DeviceRates(
        (int) number(row, "multiprocessors"),
        number(row, "megahertz"),
        (int) number(row, "float_lanes"),
        (int) number(row, "double_lanes"));
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
