import { AppError } from "@/lib/platform/errors";

export type Runner<Name extends string, T> = { name: Name; run: () => Promise<T> };

/** How a race ended. Who lost was refused in words made for people; anything else thrown is a mistake and ends the test. */
export type Outcome<Name extends string, T> = {
  won: { name: Name; value: T }[];
  lost: { name: Name; error: AppError }[];
};

/** Starts all runners at once, each on a connection of its own as far as the pool reaches. */
export async function race<Name extends string, T>(
  runners: readonly Runner<Name, T>[],
): Promise<Outcome<Name, T>> {
  const outcome: Outcome<Name, T> = { won: [], lost: [] };
  await Promise.all(
    runners.map(async ({ name, run }) => {
      try {
        outcome.won.push({ name, value: await run() });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        outcome.lost.push({ name, error });
      }
    }),
  );
  return outcome;
}
