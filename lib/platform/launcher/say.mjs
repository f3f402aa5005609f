/** What the launcher tells the person at the terminal; on standard error, so that a command's own output stays clean. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Stops with one clear line. */
export function fail(line) {
  say(line);
  process.exit(1);
}
