package dev.arete.nd4j;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** Memory outside the heap for the arrays of one batch, used again by the next. */
final class Scratch {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder().policyLearning(LearningPolicy.FIRST_LOOP).build();

  private Scratch() {}

  /** Does work whose arrays are gone afterwards; its result must be none of them. */
  static <T> T of(Supplier<T> work) {
    MemoryWorkspace memory =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, "arete");
    try {
      return work.get();
    } finally {
      memory.close();
    }
  }
}
