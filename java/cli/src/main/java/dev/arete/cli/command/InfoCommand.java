package dev.arete.cli.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.arete.BackendInfo;
import dev.arete.BackendUnavailableException;
import dev.arete.Compute;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints version, backends and device. */
@Command(
    name = "info",
    description = "Prints version, backends with the reason each is or is not usable, and device.",
    footer = {"", "Example:", "  arete info"})
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Runtime runtime = Runtime.getRuntime();
    out.println("arete      " + Version.ofProgram());
    out.println(
        "java       "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
    out.println("threads    " + runtime.availableProcessors());
    out.println("heap       up to " + (runtime.maxMemory() >> 20) + " MiB");
    out.println("vectors    " + vectorWidth());
    for (BackendInfo backend : Compute.backends()) {
      String state = backend.usable() ? "usable: " : "not usable: ";
      out.printf("%-10s %s%s%n", backend.name(), state, backend.detail());
    }
    out.println("automatic  " + automatic());
    out.flush();
    return 0;
  }

  /** The widest registers the compiler of this Java uses; only HotSpot tells. */
  private static String vectorWidth() {
    HotSpotDiagnosticMXBean diagnostics =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (diagnostics == null) {
      return "unknown";
    }
    try {
      int bytes = Integer.parseInt(diagnostics.getVMOption("MaxVectorSize").getValue());
      return String.format(
          Locale.ROOT, "%d bits: %d doubles, %d floats", bytes * 8, bytes / 8, bytes / 4);
    } catch (IllegalArgumentException e) {
      return "unknown";
    }
  }

  private static String automatic() {
    try (Compute compute = Compute.open()) {
      return compute.backend() + " on " + compute.device();
    } catch (BackendUnavailableException e) {
      return "none: " + e.getMessage();
    }
  }
}
