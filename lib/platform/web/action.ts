import "server-only";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { callerFor, viewerOrNull } from "@/lib/platform/auth/session";
import { AppError, type ErrorCode, type FieldError } from "@/lib/platform/errors";
import { mayAny, type Permission } from "@/lib/team/permissions";
import type { Caller, Viewer } from "@/lib/team/viewer";
import type { Visit } from "@/lib/team/visit";
import { noteAction } from "../request-context";
import { type FormValues, formInput, typedValues } from "./form";
import { refuseForeignOrigin } from "./origin";
import { failureOf } from "./problem";
import { cleanData } from "./strict-json";
import { validated } from "./validate";
import { currentVisit } from "./visit";

/** What an action answers. `values` is what was typed (never a password), to fill the form again. */
export type ActionResult<Value> =
  | { ok: true; value: Value }
  | {
      ok: false;
      code: ErrorCode | "internal";
      message: string;
      errors: readonly FieldError[];
      /** What a program can act on, as in the problem documents of the API. */
      data: Readonly<Record<string, unknown>>;
      values: FormValues;
    };

/** A server action: for `<form action>`, for `useActionState` (start with null), or called with plain input. */
export interface Action<Input, Value> {
  (form: FormData): Promise<void>;
  (input: Input): Promise<ActionResult<Value>>;
  (previous: ActionResult<Value> | null, form: FormData): Promise<ActionResult<Value>>;
  /** The shape of the input; known on the server only. */
  readonly input?: z.ZodType;
}

type Wiring<Shape extends z.ZodType, Value> = {
  input: Shape;
  /** Paths whose pages show other data afterwards. */
  refresh?: readonly string[] | ((value: Value) => readonly string[]);
  /** Where to go after success. */
  goTo?: string | ((value: Value, input: z.output<Shape>) => string);
};

/**
 * A mutation from a screen behind its doors: own origin → session → permission → shape (a FormData is read by it) → `run`.
 * Expected refusals come back as a result that the form shows; unexpected ones carry a reference that is in the log.
 */
export function defineAction<Shape extends z.ZodType, Value>(
  action: Wiring<Shape, Value> & {
    /** A permission (towards at least some things: commands check the rest), or a test of the viewer. */
    allow: Permission | ((viewer: Viewer) => boolean);
    run: (caller: Caller & { viewer: SignedInViewer }, input: z.output<Shape>) => Promise<Value>;
  },
): Action<z.input<Shape>, Value> {
  return behindDoors(action, async () => {
    const viewer = await viewerOrNull();
    if (!viewer) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
    const allowed = typeof action.allow === "function" ? action.allow(viewer) : mayAny(viewer, action.allow);
    if (!allowed) throw new AppError("forbidden", "Your role does not allow this.");
    const caller = callerFor(viewer);
    return { correlationId: caller.correlationId, run: (input) => action.run(caller, input) };
  });
}

type SignedInViewer = Extract<Viewer, { kind: "user" }>;

/** The same for people who have not signed in: sign-in, set-up, invitations, forgotten passwords. */
export function definePublicAction<Shape extends z.ZodType, Value>(
  action: Wiring<Shape, Value> & { run: (visit: Visit, input: z.output<Shape>) => Promise<Value> },
): Action<z.input<Shape>, Value> {
  return behindDoors(action, async () => {
    const visit = await currentVisit();
    return { correlationId: visit.correlationId, run: (input) => action.run(visit, input) };
  });
}

type Admitted<Input, Value> = { correlationId: string; run: (input: Input) => Promise<Value> };

function behindDoors<Shape extends z.ZodType, Value>(
  wiring: Wiring<Shape, Value>,
  admit: () => Promise<Admitted<z.output<Shape>, Value>>,
): Action<z.input<Shape>, Value> {
  async function action(first: unknown, second?: FormData): Promise<ActionResult<Value>> {
    const form = second instanceof FormData ? second : first instanceof FormData ? first : null;
    noteAction();
    let reference = "";
    let value: Value;
    let input: z.output<Shape>;
    try {
      refuseForeignOrigin(await headers());
      const admitted = await admit();
      reference = admitted.correlationId;
      input = await validated(wiring.input, form ? formInput(wiring.input, form) : cleanData(first));
      value = await admitted.run(input);
    } catch (thrown) {
      const { code, detail, errors, data } = failureOf(thrown, reference, "action");
      return { ok: false, code, message: detail, errors, data, values: form ? typedValues(form) : {} };
    }
    const refresh = typeof wiring.refresh === "function" ? wiring.refresh(value) : (wiring.refresh ?? []);
    for (const path of refresh) revalidatePath(path, path.includes("[") ? "page" : undefined);
    if (wiring.goTo) redirect(typeof wiring.goTo === "function" ? wiring.goTo(value, input) : wiring.goTo);
    return { ok: true, value };
  }
  // One function serves the three ways in; the interface tells each caller what it gets.
  return Object.assign(action as Action<z.input<Shape>, Value>, { input: wiring.input });
}
