import { z } from "zod";
import { isDay } from "@/lib/shared/day";

const text = z.string().trim().min(1).max(120);
const day = z.string().refine(isDay);

/** The filter in the address of the page; what does not fit is as if it were not there. */
export const auditSearch = z.object({
  subject: text.nullable().catch(null).default(null),
  who: text.nullable().catch(null).default(null),
  from: day.nullable().catch(null).default(null),
  to: day.nullable().catch(null).default(null),
  cursor: z.string().max(1000).optional().catch(undefined),
});
