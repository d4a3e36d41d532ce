package dev.arete;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Guards a resource against use after close and against being closed while it is in use: any number
 * of calls run at once; ending waits until the last one has returned.
 */
final class Lifetime {
  private final String name;
  private final Lifetime parent;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean ended;

  /**
   * Starts a lifetime.
   *
   * @param name what is guarded, for messages
   * @param parent a lifetime that must not end during a call either, or null
   */
  Lifetime(String name, Lifetime parent) {
    this.name = name;
    this.parent = parent;
  }

  /**
   * Runs a call during which neither this lifetime nor its parents can end.
   *
   * @param call the call
   * @return what the call returns
   * @throws IllegalStateException if this lifetime or a parent has ended, or this thread is inside
   *     a progress listener
   */
  <T> T call(Supplier<T> call) {
    checkNotListening("used");
    return parent == null ? callHere(call) : parent.call(() -> callHere(call));
  }

  /**
   * Runs a call without a result, as {@link #call}.
   *
   * @param call the call
   */
  void run(Runnable call) {
    call(
        () -> {
          call.run();
          return null;
        });
  }

  /**
   * A listener runs on any thread, whose locks tell nothing. Its operation holds the lifetime until
   * the listener returns: an end would wait for it, and so would a call behind a waiting end.
   */
  private void checkNotListening(String how) {
    if (CallMonitor.isListening()) {
      throw new IllegalStateException(
          name
              + " cannot be "
              + how
              + " from inside a progress listener, which may start no operation and close nothing");
    }
  }

  private <T> T callHere(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (ended) {
        throw new IllegalStateException(name + " is closed");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Ends the lifetime once every call has returned.
   *
   * @return true the first time, false if it had ended before
   * @throws IllegalStateException if this thread is inside a call or a progress listener, which
   *     would wait for itself
   */
  boolean end() {
    checkNotListening("closed");
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException(name + " cannot be closed from inside one of its own calls");
    }
    lock.writeLock().lock();
    try {
      boolean first = !ended;
      ended = true;
      return first;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
