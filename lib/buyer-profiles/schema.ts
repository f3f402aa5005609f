import { z } from "zod";
import { label, leadCondition, namedList, slug } from "@/lib/conditions/schema";
import { personShape } from "@/lib/platform/web/shapes";
import { AREAS, type BuyerProfileDocument } from "./profile";

const prose = z.string().trim().max(1000);

const aspect = z.strictObject({
  id: slug,
  area: z.enum(AREAS),
  label,
  when: leadCondition,
  essential: z.boolean().exactOptional(),
});

/** The document of a buyer profile: strict, its sizes capped. What is sensible beyond its shape is the lint's to say. */
export const buyerProfileDocument: z.ZodType<BuyerProfileDocument, BuyerProfileDocument> = z
  .strictObject({
    name: label,
    summary: z.string().trim().max(300),
    portrait: z.partialRecord(z.enum(AREAS), prose),
    lists: z.array(namedList).max(20),
    aspects: z.array(aspect).max(30),
  })
  .superRefine(({ lists, aspects }, context) => {
    for (const [place, parts] of Object.entries({ lists, aspects })) {
      const seen = new Set<string>();
      for (const [index, { id }] of parts.entries()) {
        if (seen.has(id))
          context.addIssue({
            code: "custom",
            path: [place, index, "id"],
            message: `There is another one called ${id}.`,
            params: { rule: "reference" },
          });
        seen.add(id);
      }
    }
  })
  .meta({ id: "BuyerProfileDocument" });

/** A stored document, read back through the same shape. Throws ZodError when the row was damaged. */
export const parseStoredProfile = (stored: unknown): BuyerProfileDocument =>
  buyerProfileDocument.parse(stored);

export const profileId = slug.meta({ description: "The id of a buyer profile", example: "decision-maker" });

const revision = z.coerce.number().int().min(0).meta({
  description: "The revision the change was made from; a newer one answers 409 with what is there now",
});

export const savedProfileInput = z.strictObject({
  document: buyerProfileDocument,
  revision: revision.optional(),
});

export const publishProfileInput = z.strictObject({
  note: z.string().trim().min(1).max(2000).meta({ description: "Why the profile changes" }),
  approvedBy: personShape.optional().meta({ description: "Who approved it; the caller when left out" }),
  revision: revision.optional(),
});

export const newProfileInput = z.strictObject({ name: label });

export const profileVersionInput = z.strictObject({
  id: slug,
  version: z.coerce.number().int().min(1).max(2_000_000_000),
});
