import "server-only";
import { Prisma } from "@/prisma/generated/client";

/** Any number of its own among the advisory locks of the application. */
const EXCLUSIONS = 5_033;

/**
 * What takes new activities in holds this until its transaction ends; who excludes by a pattern holds the other one. So an
 * activity is either written knowing the exclusion, or found by whoever scores anew what it touches. Each is to be a
 * statement before those that read.
 */
export const KEEP_EXCLUSIONS = Prisma.sql`pg_advisory_xact_lock_shared(${EXCLUSIONS})`;
export const CHANGE_EXCLUSIONS = Prisma.sql`pg_advisory_xact_lock(${EXCLUSIONS})`;
