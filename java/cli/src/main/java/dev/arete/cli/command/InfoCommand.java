package dev.arete.cli.command;

import dev.arete.BackendInfo;
import dev.arete.BackendUnavailableException;
import dev.arete.Compute;
import java.io.PrintWriter;
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
    out.println("vectors    " + vectorModule());
    for (BackendInfo backend : Compute.backends()) {
      String state = backend.usable() ? "usable: " : "not usable: ";
      out.printf("%-10s %s%s%n", backend.name(), state, backend.detail());
    }
    out.println("automatic  " + automatic());
    out.flush();
    return 0;
  }

  private static String vectorModule() {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return present
        ? "jdk.incubator.vector is present"
        : "plain loops; start Java with --add-modules jdk.incubator.vector, as the launcher does";
  }

  private static String automatic() {
    try (Compute compute = Compute.open()) {
      return compute.backend() + " on " + compute.device();
    } catch (BackendUnavailableException e) {
      return "none: " + e.getMessage();
    }
  }
}
