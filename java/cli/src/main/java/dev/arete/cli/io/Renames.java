package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Renames within folders that can all be taken back until they are finished. */
final class Renames {
  private record Rename(Path from, Path to) {}

  private final Deque<Rename> done = new ArrayDeque<>();
  private final List<Path> aside = new ArrayList<>();

  /** Moves a file over its target; what was there before is kept aside. */
  void replace(Path file, Path target) throws IOException {
    putAside(target);
    rename(file, target);
  }

  /** Puts away a file, or a link and not what it points to, where there is one; no folder. */
  void putAside(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a folder");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Path hidden = AtomicOutput.hidden(file);
      rename(file, hidden);
      aside.add(hidden);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    done.push(new Rename(from, to));
  }

  /** Takes everything back, the last rename first. */
  void undo() {
    for (Rename rename : done) {
      try {
        Files.move(rename.to(), rename.from(), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        System.getLogger("dev.arete")
            .log(
                System.Logger.Level.WARNING,
                "cannot move {0} back to {1}: {2}",
                rename.to(),
                rename.from(),
                Inputs.reason(e));
      }
    }
  }

  /** Deletes what was put aside. */
  void finish() {
    aside.forEach(Unfinished::remove);
  }
}
