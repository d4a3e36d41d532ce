package dev.arete.cli.command;

import dev.arete.cli.report.FolderWorkspace;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where that is a terminal, and nothing elsewhere. */
final class Progress implements FolderWorkspace.Bar {
  private static final int INTERVAL_MILLIS = 200;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts a bar.
   *
   * @param task one word before the bar
   * @param total queries in all
   */
  static Progress start(String task, long total) {
    if (!Terminal.isStandardError()) {
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.width()))
            .clearDisplayOnFinish()
            .build());
  }

  /** Starts a bar whose length becomes known with the first report. */
  static FolderWorkspace.Bar stage(String task) {
    return start(task, -1);
  }

  @Override
  public void progress(long finished, long total) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(finished);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
