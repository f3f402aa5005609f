import { runSteps } from "./steps";

// `npm test` and the scripts for one step: the launcher names the steps, what follows is for the step's own program.

const [names = "all", ...more] = process.argv.slice(2);
process.exitCode = await runSteps(names.split(","), more);
