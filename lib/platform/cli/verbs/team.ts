import "server-only";
import { z } from "zod";
import { createApiKey, createWriteKey } from "@/lib/team/commands/keys";
import { createUser } from "@/lib/team/commands/users";
import { ROLES } from "@/lib/team/roles";
import { emailShape, passwordShape, personNameShape, roleShape } from "@/lib/team/schema";
import { defineVerb } from "../verb";

const name = z.string().trim().min(1).max(200);

export const addUserVerb = defineVerb({
  name: "user add",
  usage: `--email E --name N --role ${ROLES.join("|")} [--password P]`,
  summary: "make a user; without a password they set one by a reset link",
  input: z.object({
    email: emailShape,
    name: personNameShape,
    role: roleShape,
    password: passwordShape.optional(),
  }),
  async run(caller, input) {
    const { id } = await createUser(caller, input);
    return { id, email: input.email, name: input.name, role: input.role };
  },
});

export const createApiKeyVerb = defineVerb({
  name: "apikey create",
  usage: "--name N --scope read|write|admin",
  summary: "make a bearer key of the HTTP API; it is shown once",
  input: z.object({ name, scope: z.enum(["read", "write", "admin"]) }),
  async run(caller, input) {
    return { ...(await createApiKey(caller, input)), ...input };
  },
});

export const createWriteKeyVerb = defineVerb({
  name: "writekey create",
  usage: "--name N",
  summary: "make a public key for event intake",
  input: z.object({ name }),
  async run(caller, input) {
    return { ...(await createWriteKey(caller, input)), ...input };
  },
});
