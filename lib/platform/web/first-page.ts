import "server-only";
import { redirect } from "next/navigation";
import { AppError } from "@/lib/platform/errors";

/** What a page of a list reads. A cursor that does not fit (of another order, of an old link) leads to `start` instead. */
export async function orFirstPage<Found>(reading: Promise<Found>, start: string): Promise<Found> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") redirect(start);
    throw error;
  }
}
