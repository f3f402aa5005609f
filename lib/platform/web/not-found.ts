import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/platform/errors";

/** What a page is about. What does not exist for its viewer leads to the page that says so. */
export async function orNotFound<Found>(reading: Promise<Found>): Promise<Found> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
