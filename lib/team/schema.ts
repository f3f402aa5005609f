import { z } from "zod";
import { normaliseEmail } from "@/lib/leads/identity";
import { dayShape, idShape } from "@/lib/platform/web/shapes";
import { DEFAULT_TEMPLATE, TEMPLATE_KEYS } from "@/lib/scoring/templates";
import { isTimeZone } from "@/lib/shared/day";
import { PASSWORD_LENGTH } from "./password";
import { ROLES } from "./roles";

/** An e-mail address of a colleague, as typed; its key is derived where it is stored. */
export const emailShape = z
  .string()
  .trim()
  .max(254)
  .refine((text) => normaliseEmail(text).ok, {
    error: "This is not an e-mail address.",
    params: { rule: "email" },
  });

export const personNameShape = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((text) => !/[\p{Cc}<>]/u.test(text), {
    error: "A name has no line breaks or angle brackets.",
    params: { rule: "name" },
  });

/** A password to check or to set; whether it may be chosen is decided with the person at hand. */
export const passwordShape = z.string().min(1).max(PASSWORD_LENGTH.max);

export const roleShape = z.enum(ROLES);

const tokenShape = z.string().regex(/^[\w-]{43}$/);

export const signInShape = z.object({
  email: z.string().trim().min(1).max(254),
  password: passwordShape,
  callbackUrl: z.string().optional(),
});

export const workspaceShape = z.object({
  workspace: z.string().trim().min(1).max(120),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "This is not a time zone.", params: { rule: "time_zone" } }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: "This is not a currency code." }),
});

export const setUpShape = workspaceShape.extend({
  name: personNameShape,
  email: emailShape,
  password: passwordShape,
  template: z.enum(TEMPLATE_KEYS).default(DEFAULT_TEMPLATE),
});

export const inviteShape = z.object({ email: emailShape, role: roleShape });

export const acceptInvitationShape = z.object({
  token: tokenShape,
  name: personNameShape,
  password: passwordShape,
});

export const changeRoleShape = idShape.extend({ role: roleShape });

export const absenceShape = z.object({ absentUntil: dayShape.nullable().default(null) });

export const workloadShape = idShape.extend({
  capacity: z.coerce.number().int().min(0).max(1000),
  dailyCapacity: z.coerce.number().int().min(0).max(1000).nullable().default(null),
  team: z.string().trim().max(80).nullable().default(null),
  absentUntil: dayShape.nullable().default(null),
});

export const profileShape = z.object({ name: personNameShape });

export const changePasswordShape = z.object({ current: passwordShape, password: passwordShape });

export const forgotPasswordShape = z.object({ email: z.string().trim().min(1).max(254) });

export const resetPasswordShape = z.object({ token: tokenShape, password: passwordShape });

export const API_SCOPES = ["read", "write", "admin"] as const;

export const keyNameShape = z.object({ name: z.string().trim().min(1).max(80) });

export const apiKeyShape = keyNameShape.extend({ scope: z.enum(API_SCOPES) });
