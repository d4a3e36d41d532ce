package dev.arete.diffusion.experiment;

import dev.arete.diffusion.report.Report;

/** What a reader of the two modes should know before quoting a number. */
final class TwoModesRemarks {
  private TwoModesRemarks() {}

  static void add(Report report) {
    report.remark(
        "Recorded numbers come from two sources: an independent replica of the authors' setting in"
            + " double precision, and curves read off the authors' figures. Features, first layer"
            + " and noise are other random numbers here, so statistical quantities are judged by"
            + " bands whose origin each verdict states.");
    report.remark(
        "Weight 1/h^2 is integrated here on equal steps in t, as in the authors' code. That rule"
            + " gives the first node, t = 0.001, twice its due; losses for this weight contain the"
            + " bias and are comparable only with others that do.");
    report.remark(
        "The time features repeat after T, so the model cannot tell t = 0 from t = T. With weight 1"
            + " much of the error at small t comes from that; run with twice the period to see how"
            + " much.");
    report.remark(
        "A residual |P_N s| cannot fall below the noise floor: samples at t_min carry noise of"
            + " variance h across the ridge. Residuals at the floor say nothing about the model.");
  }
}
