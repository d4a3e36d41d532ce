package dev.arete.cuda;

import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.EmulatorLibrary;
import dev.arete.testkit.emulator.Order;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks tests that run kernels on the emulator, in a given order of threads. Where the emulator
 * cannot be built they are skipped with the reason.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnEmulator.Loader.class)
@interface OnEmulator {
  /** The order of threads, warp lanes and blocks. */
  Order value() default Order.FORWARD;

  /** Builds and loads the emulator before the driver is touched. */
  final class Loader implements ExecutionCondition, BeforeAllCallback {
    private static final long SEED = 20261122;
    private static boolean loaded;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return EmulatorLibrary.unavailable()
          .map(ConditionEvaluationResult::disabled)
          .orElse(ConditionEvaluationResult.enabled("the emulator can be built"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      load();
      Emulator.order(order(context), SEED);
    }

    private static synchronized void load() {
      if (!loaded) {
        EmulatorLibrary.ofKernels().load();
        loaded = true;
      }
    }

    /** That of the class, or of the class whose nested tests run. */
    private static Order order(ExtensionContext context) {
      OnEmulator mark =
          context.getTestClass().map(type -> type.getAnnotation(OnEmulator.class)).orElse(null);
      return mark != null ? mark.value() : order(context.getParent().orElseThrow());
    }
  }
}
