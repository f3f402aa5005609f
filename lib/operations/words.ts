// What the jobs of the queue do, for people who look after an installation.

const WORK: Record<string, string> = {
  pulse: "Shows that a worker is at work",
  "alerts.deliver": "Puts due alerts under the bells",
  "handoffs.expire": "Takes back handoffs that nobody answered",
  "funnel.fold": "Adds up the days of the funnel that changed",
  import: "Runs imports",
  "undo-import": "Takes imports back",
  "exclusions.settle": "Scores anew what an exclusion touches",
  "scoring.rescore": "Brings scores to the model in force",
  "scoring.calibrate": "Asks outcomes what the points should be",
  "scoring.calibrate.lost": "Ends calibrations that were cut off each time",
  "scoring.drift": "Tells of bands that left their usual range",
  "scoring.shadow": "Asks the challenger what it would say",
  "scoring.sweep": "Scores that change with the day",
  "stages.turn-of-day": "Wakes and cools leads at the turn of the day",
  mail: "Sends queued mail",
  "forget-expired-access": "Forgets sessions, links and counters that ran out",
  "audit.seal": "Seals new entries of the audit into its chain",
  "doctor.examine": "Examines the stored data",
  "leads.empty-bin": "Erases what was in the bin for thirty days",
};

/** What a job does, in words; its name where there are none. */
export const workOf = (job: string): string => WORK[job] ?? job;
