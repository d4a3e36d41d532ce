package dev.arete.cuda;

import dev.arete.spi.Availability;
import dev.arete.testkit.BackendContract;
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
 *
 * <p>With {@code -Darete.test.device=real} no emulator is loaded: the contract suite runs once, on
 * the device of the driver that is installed, and what needs the emulator is skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnEmulator.Loader.class)
@interface OnEmulator {
  /** The order of threads, warp lanes and blocks. */
  Order value() default Order.FORWARD;

  /** Whether a class that is no contract runs on a device too. */
  boolean onDevice() default false;

  /** Builds and loads the emulator before the driver is touched. */
  final class Loader implements ExecutionCondition, BeforeAllCallback {
    private static final long SEED = 20261122;
    private static final boolean REAL =
        "real".equals(System.getProperty("arete.test.device", "emulator"));
    private static boolean loaded;

    static boolean onRealDevice() {
      return REAL;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return REAL ? onDevice(marked(context)) : onEmulator();
    }

    private static ConditionEvaluationResult onDevice(Class<?> test) {
      boolean contract = BackendContract.class.isAssignableFrom(test);
      boolean chosen = test.getAnnotation(OnEmulator.class).onDevice();
      return chosen || (contract && order(test) == Order.FORWARD)
          ? ConditionEvaluationResult.enabled("runs on the installed driver's device")
          : ConditionEvaluationResult.disabled("needs the emulator, arete.test.device is real");
    }

    private static ConditionEvaluationResult onEmulator() {
      return EmulatorLibrary.unavailable()
          .map(ConditionEvaluationResult::disabled)
          .orElse(ConditionEvaluationResult.enabled("the emulator can be built"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      if (REAL) {
        context.publishReportEntry("device", device());
      } else {
        load();
        Emulator.order(order(marked(context)), SEED);
      }
    }

    /** What the tests run on; fails at once where there is no device, before any test does. */
    private static String device() {
      Availability availability = new CudaProvider().probe();
      if (!availability.usable()) {
        throw new IllegalStateException("no device to test on: " + availability.detail());
      }
      return availability.detail();
    }

    private static synchronized void load() {
      if (!loaded) {
        EmulatorLibrary.ofKernels().load();
        loaded = true;
      }
    }

    private static Order order(Class<?> test) {
      return test.getAnnotation(OnEmulator.class).value();
    }

    /** The annotated class: that of the context, or the one whose nested tests run. */
    private static Class<?> marked(ExtensionContext context) {
      return context
          .getTestClass()
          .filter(type -> type.isAnnotationPresent(OnEmulator.class))
          .<Class<?>>map(type -> type)
          .orElseGet(() -> marked(context.getParent().orElseThrow()));
    }
  }
}
