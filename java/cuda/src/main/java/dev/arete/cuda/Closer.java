package dev.arete.cuda;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was added, last first. Every resource is tried; the first failure is thrown with the
 * others suppressed. Not thread-safe.
 */
final class Closer implements AutoCloseable {
  private final Deque<Resource> resources = new ArrayDeque<>();

  /** Something that is closed without a checked exception. */
  @FunctionalInterface
  interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes a resource and returns it. */
  <R extends Resource> R add(R resource) {
    resources.push(resource);
    return resource;
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
