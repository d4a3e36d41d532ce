package dev.arete.internal.cpu;

import dev.arete.spi.Monitor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A fixed number of daemon threads that work off the items of a call. Calls may come from many
 * threads at once and share the workers.
 */
final class Workers implements AutoCloseable {
  private static final AtomicInteger POOLS = new AtomicInteger();
  private static final long IDLE_SECONDS = 30;

  private final ThreadGroup group;
  private final int threads;
  private final ExecutorService pool;

  Workers(int threads) {
    this.threads = threads;
    this.group = new ThreadGroup("arete-cpu-" + POOLS.incrementAndGet());
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            this::thread);
    executor.allowCoreThreadTimeOut(true); // a backend nobody closed keeps no threads
    this.pool = executor;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(group, work, group.getName());
    thread.setDaemon(true);
    return thread;
  }

  int threads() {
    return threads;
  }

  /**
   * Runs a body on several workers and waits for all of them. An interrupt does not end the
   * waiting; it is for the monitor to turn it into a cancellation. Called on a worker, it runs the
   * body there, since waiting for other workers could be forever.
   *
   * @param items number of items
   * @param most most workers to use
   * @param monitor asked whether to stop, told what is finished
   * @param body claims items from its share until there are none
   */
  void run(int items, int most, Monitor monitor, Consumer<Share> body) {
    Share share = new Share(items, monitor);
    if (share.isStopped()) { // waiting clears a flag that is already set, and a worker may ask then
      return;
    }
    if (Thread.currentThread().getThreadGroup() == group) {
      share.run(body);
    } else {
      int count = Math.min(items, Math.min(most, threads));
      CountDownLatch ended = new CountDownLatch(count);
      for (int i = 0; i < count; i++) {
        pool.execute(
            () -> {
              share.run(body);
              ended.countDown();
            });
      }
      share.await(ended);
    }
    share.rethrow();
  }

  @Override
  public void close() {
    pool.shutdown();
  }

  /** The items of one call. */
  static final class Share {
    private final int items;
    private final Monitor monitor;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;
    private Throwable failure;

    private Share(int items, Monitor monitor) {
      this.items = items;
      this.monitor = monitor;
    }

    /**
     * Claims consecutive items.
     *
     * @param most how many at most
     * @return the first; from {@link #end} on there is nothing left
     */
    int claim(int most) {
      return isStopped() ? items : next.getAndUpdate(from -> from + Math.min(most, items - from));
    }

    /**
     * Returns the end of a claim.
     *
     * @param first what {@link #claim} returned
     * @param most what it was asked for
     * @return the index after the last claimed item
     */
    int end(int first, int most) {
      return first + Math.min(most, items - first);
    }

    boolean isStopped() {
      if (!stopped && monitor.cancelled()) {
        stopped = true;
      }
      return stopped;
    }

    void finished(int count) {
      monitor.finished(count);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, the caller must hear of it
    private void run(Consumer<Share> body) {
      try {
        body.accept(this);
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    private synchronized void fail(Throwable e) {
      stopped = true;
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }

    /** Waits. The flag of an interrupt is cleared while waiting, so the monitor is asked here. */
    private void await(CountDownLatch ended) {
      boolean interrupted = false;
      while (true) {
        try {
          ended.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          Thread.currentThread().interrupt();
          isStopped();
          Thread.interrupted();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void rethrow() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }
}
