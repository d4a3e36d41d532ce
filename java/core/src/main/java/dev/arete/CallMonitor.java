package dev.arete;

import dev.arete.spi.Monitor;

/**
 * Connects a running request with its caller: counts finished items, passes them to the listener
 * one call at a time, and stops the work when the calling thread is interrupted or the listener
 * fails.
 */
final class CallMonitor implements Monitor {
  /** Set on a thread while it is inside a listener. */
  private static final ThreadLocal<Boolean> LISTENING = new ThreadLocal<>();

  private final String operation;
  private final String items;
  private final long total;
  private final ProgressListener listener;
  private final Thread caller = Thread.currentThread();
  private long finished;
  private volatile RuntimeException failure;

  /**
   * Creates a monitor for one call of the current thread.
   *
   * @param operation what runs, for messages
   * @param items what it works off, in the plural, for messages
   * @param total how many of them
   * @param listener hears progress; may be null
   */
  CallMonitor(String operation, String items, long total, ProgressListener listener) {
    this.operation = operation;
    this.items = items;
    this.total = total;
    this.listener = listener;
  }

  @Override
  public synchronized void finished(int queries) {
    finished += queries;
    if (listener == null || failure != null) {
      return;
    }
    LISTENING.set(true);
    try {
      listener.progress(finished, total);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      LISTENING.remove();
    }
  }

  /**
   * Returns whether this thread is inside a listener. The operation the listener belongs to waits
   * for it, so what waits for that operation would wait for ever.
   */
  static boolean isListening() {
    return LISTENING.get() != null;
  }

  @Override
  public boolean cancelled() {
    return failure != null || caller.isInterrupted();
  }

  /** To be called when the backend has returned: throws if it stopped early. */
  synchronized void complete() {
    if (failure != null) {
      throw failure;
    }
    if (caller.isInterrupted() && finished < total) {
      throw new ComputationInterruptedException(
          operation + " interrupted after " + finished + " of " + total + " " + items);
    }
  }
}
