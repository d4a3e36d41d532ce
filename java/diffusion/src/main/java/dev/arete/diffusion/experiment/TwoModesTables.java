package dev.arete.diffusion.experiment;

import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.analysis.ErrorSplit;
import dev.arete.diffusion.analysis.FixedPoints;
import dev.arete.diffusion.analysis.IntegratedError;
import dev.arete.diffusion.analysis.PathTracker;
import dev.arete.diffusion.analysis.Phases;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Report;
import java.util.List;

/** Tables of the two modes. */
final class TwoModesTables {
  private TwoModesTables() {}

  static void add(Report report, FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    report.add(losses(outcomes));
    report.add(descent(outcomes));
    report.add(errors(outcomes));
    report.add(samples(settings, outcomes));
    report.add(phases(outcomes));
    report.add(fixedPoints(settings, outcomes));
    report.add(times(outcomes));
    report.add(reach(outcomes));
  }

  private static DataTable losses(List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "losses",
            "Training loss, along (x) and across (y) the ridge, and its floor.",
            "weight",
            "tau",
            "loss_x",
            "loss_y",
            "floor",
            "excess",
            "lambda_max",
            "rank");
    for (TwoModes.Outcome outcome : outcomes) {
      for (int k = 0; k < outcome.errors().taus(); k++) {
        double tau = outcome.errors().tau(k);
        double[] losses = outcome.study().training().losses(tau);
        table.row(
            outcome.study().weight().toString(),
            TwoModesReport.words(tau),
            losses[0],
            losses[1],
            outcome.floor(),
            losses[0] + losses[1] - outcome.floor(),
            outcome.study().training().largestEigenvalue(),
            outcome.study().training().rank());
      }
    }
    return table;
  }

  /** Gradient descent at a quarter of the largest stable rate, at the same training times. */
  private static DataTable descent(List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "descent",
            "Gradient descent against gradient flow: learning rate, a quarter of the largest stable"
                + " one d/lambda_max, steps to the training time, distance |A_descent - A_flow|_F"
                + " over sqrt(p).",
            "weight",
            "tau",
            "rate",
            "steps",
            "distance");
    for (TwoModes.Outcome outcome : outcomes) {
      Training training = outcome.study().training();
      double rate = 0.25 * 2 / training.largestEigenvalue();
      for (double tau : new double[] {50, 300, 1000}) {
        int steps = (int) Math.round(2 * tau / rate);
        double[] descent = training.descend(rate, steps);
        double[] flow = training.layer(rate * steps / 2);
        double sum = 0;
        for (int i = 0; i < flow.length; i++) {
          sum += (descent[i] - flow[i]) * (descent[i] - flow[i]);
        }
        table.row(
            outcome.study().weight().toString(),
            TwoModesReport.words(tau),
            rate,
            steps,
            Math.sqrt(sum / outcome.study().features().count()));
      }
    }
    return table;
  }

  private static DataTable errors(List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "errors",
            "Posterior-mean error e = m - m*, split into tangent and normal parts: integrals over"
                + " time of E|e|^2 on fresh noise with standard errors, the same weighted by h^-q"
                + " with the q of training, its optimization part, and the value at t_min.",
            "weight",
            "tau",
            "tangent",
            "tangent_se",
            "normal",
            "normal_se",
            "tangent_weighted",
            "normal_weighted",
            "tangent_optimization",
            "normal_optimization",
            "tangent_at_end",
            "normal_at_end");
    for (TwoModes.Outcome outcome : outcomes) {
      FeatureErrors errors = outcome.errors();
      for (int k = 0; k < errors.taus(); k++) {
        IntegratedError plain = errors.whole(k, 0);
        IntegratedError weighted = errors.whole(k, outcome.study().weight().exponent());
        IntegratedError optimization = errors.optimization(k, 0);
        ErrorSplit end = errors.splits(k).get(0);
        table.row(
            outcome.study().weight().toString(),
            TwoModesReport.words(errors.tau(k)),
            plain.tangent(),
            plain.tangentError(),
            plain.normal(),
            plain.normalError(),
            weighted.tangent(),
            weighted.normal(),
            optimization.tangent(),
            optimization.normal(),
            end.tangent().mean(),
            end.normal().mean());
      }
    }
    return table;
  }

  private static DataTable samples(FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "samples",
            "Samples: near the left and right data point (within 0.5), between (|x| < 2.5), ridge"
                + " residual |P_N s|; fit of the final normal displacement to the one predicted"
                + " from the normal errors along the path (align: slope, correlation, residual"
                + " over sqrt(h)), the same with the last error alone; fits of the displacement along"
                + " the ridge since t = 0.1 to the integrated tangent error (push) and to the whole"
                + " integrated tangent drift (slide); mean square errors at the last step.",
            "weight",
            "tau",
            "left",
            "right",
            "between",
            "residual_mean",
            "residual_median",
            "align_slope",
            "align_slope_se",
            "align_correlation",
            "align_residual",
            "last_error_slope",
            "push_slope",
            "push_correlation",
            "slide_slope",
            "slide_correlation",
            "tangent_at_samples",
            "normal_at_samples");
    double root = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(settings.end()));
    for (TwoModes.Outcome outcome : outcomes) {
      for (TwoModes.SampledRun run : outcome.runs()) {
        TwoModesReport.Measures m = TwoModesReport.measure(run, settings.end());
        List<PathTracker.PathMoment> moments = run.tracked().moments();
        ErrorSplit last = moments.get(moments.size() - 1).split();
        table.row(
            outcome.study().weight().toString(),
            TwoModesReport.words(run.tau()),
            m.left(),
            m.right(),
            m.between(),
            m.residualMean(),
            m.residualMedian(),
            m.align().slope(),
            m.align().slopeError(),
            m.align().correlation(),
            m.align().residual() / root,
            m.alignLast().slope(),
            m.push().slope(),
            m.push().correlation(),
            m.slide().slope(),
            m.slide().correlation(),
            last.tangent().mean(),
            last.normal().mean());
      }
    }
    return table;
  }

  private static DataTable phases(List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "phases",
            "Times of the phases; they fall along a path. Reach: median last time outside a tube of"
                + " radius 0.5 around the ridge. Align: last time the displacement predicted by the"
                + " normal errors was a quarter off its final value. Slide: median last time"
                + " farther than 0.5 from the final point.",
            "weight",
            "tau",
            "reach",
            "align",
            "slide");
    for (TwoModes.Outcome outcome : outcomes) {
      for (TwoModes.SampledRun run : outcome.runs()) {
        Phases phases = Phases.of(run.tracked(), TwoModes.TUBE);
        table.row(
            outcome.study().weight().toString(),
            TwoModesReport.words(run.tau()),
            phases.reach(),
            phases.align(),
            phases.slide());
      }
    }
    return table;
  }

  private static DataTable fixedPoints(FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "fixed_points",
            "Fixed points of the model's posterior mean on the ridge at t_min, |x| < 4: paths slide"
                + " to those of slope below 1; beside them the samples within 0.5.",
            "weight",
            "tau",
            "position",
            "slope",
            "attracts",
            "samples_near");
    for (TwoModes.Outcome outcome : outcomes) {
      for (TwoModes.SampledRun run : outcome.runs()) {
        double[] x = TwoModesReport.axis(run.tracked().paths().last(), 0);
        for (FixedPoints.FixedPoint point :
            TwoModesReport.fixedPoints(outcome, run.tau(), settings.end())) {
          table.row(
              outcome.study().weight().toString(),
              TwoModesReport.words(run.tau()),
              point.position(),
              point.slope(),
              point.attracts() ? "yes" : "no",
              TwoModesReport.near(x, point.position()));
        }
      }
    }
    return table;
  }

  private static DataTable times(List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "errors_in_time",
            "Mean square posterior-mean error at the end of training, by time, on fresh noise.",
            "weight",
            "time",
            "tangent",
            "tangent_se",
            "normal",
            "normal_se");
    for (TwoModes.Outcome outcome : outcomes) {
      for (ErrorSplit split : outcome.errors().splits(outcome.errors().taus() - 1)) {
        table.row(
            outcome.study().weight().toString(),
            split.time(),
            split.tangent().mean(),
            split.tangent().standardError(),
            split.normal().mean(),
            split.normal().standardError());
      }
    }
    return table;
  }

  private static DataTable reach(List<TwoModes.Outcome> outcomes) {
    DataTable table =
        new DataTable(
            "reach",
            "Root mean square distance of the paths to the ridge by time, beside sqrt((d-k) h), and"
                + " the mean square errors at the paths' own points.",
            "weight",
            "tau",
            "time",
            "distance",
            "noise",
            "tangent",
            "normal");
    for (TwoModes.Outcome outcome : outcomes) {
      for (TwoModes.SampledRun run : outcome.runs()) {
        List<PathTracker.PathMoment> moments = run.tracked().moments();
        for (int k = 0; k < moments.size(); k += Math.max(1, moments.size() / 50)) {
          table.row(
              outcome.study().weight().toString(),
              TwoModesReport.words(run.tau()),
              moments.get(k).time(),
              moments.get(k).rms(),
              Math.sqrt(moments.get(k).split().variance()),
              moments.get(k).split().tangent().mean(),
              moments.get(k).split().normal().mean());
        }
      }
    }
    return table;
  }
}
