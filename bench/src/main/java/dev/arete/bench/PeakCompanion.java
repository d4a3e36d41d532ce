package dev.arete.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the peak in a process of its own, as often as it is asked. In the process of a benchmark
 * the probe and the loops that are timed would be compiled with what the other has left in the
 * profiles of Java's vectors: both were seen to run thirty times slower. Ends with the process that
 * started it; one is enough for all of its benchmarks. Not thread-safe.
 */
final class PeakCompanion {
  /** One compiler that is waited for: what it makes of the probe is then the same every time. */
  private static final List<String> COMPILER = List.of("-Xbatch", "-XX:-TieredCompilation");

  private static PeakCompanion only;

  private final Writer questions;
  private final BufferedReader answers;

  /** The companion of this process, started when it is asked for first. */
  static synchronized PeakCompanion get() {
    if (only == null) {
      only = new PeakCompanion();
    }
    return only;
  }

  /** Starts the process, with the vectors of this one. */
  private PeakCompanion() {
    try {
      Process process =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      questions = process.outputWriter(StandardCharsets.US_ASCII);
      answers = process.inputReader(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process to measure the peak", e);
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COMPILER);
    if (PeakProbe.isVector()) {
      command.add("--add-modules");
      command.add("jdk.incubator.vector");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(PeakCompanion.class.getName());
    return command;
  }

  /**
   * Measures the peak of all processors.
   *
   * @throws UncheckedIOException if the other process has ended
   */
  Peak measure() {
    try {
      questions.write('\n');
      questions.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("it ended");
      }
      String[] parts = answer.split(" ", -1);
      return new Peak(
          Integer.parseInt(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from the process that measures the peak", e);
    }
  }

  /**
   * Answers every line with the number of threads and their peak in double and in float.
   *
   * @param args none
   * @throws IOException if the other end is gone
   */
  @SuppressWarnings("SystemOut") // the process that asked reads it there
  public static void main(String[] args) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      PeakProbe.measure(threads); // for the compiler
      while (questions.readLine() != null) {
        Peak peak = PeakProbe.measure(threads);
        System.out.printf(Locale.ROOT, "%d %.6g %.6g%n", threads, peak.fp64(), peak.fp32());
      }
    }
  }
}
