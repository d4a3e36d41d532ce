package dev.arete.cli.command;

import dev.arete.diffusion.Schedule;

/** Names of schedules on the command line. */
enum ScheduleName {
  OU,
  VE;

  Schedule schedule() {
    return this == OU ? Schedule.ornsteinUhlenbeck() : Schedule.varianceExploding();
  }
}
