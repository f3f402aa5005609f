import { authHandler } from "@/lib/platform/auth/next-auth";
import { callerFor } from "@/lib/platform/auth/session";
import { cleanData } from "@/lib/platform/web/strict-json";
import { validated } from "@/lib/platform/web/validate";
import { currentVisit } from "@/lib/platform/web/visit";
import { signInVouched } from "@/lib/team/commands/invitations";
import { signIn, signOut } from "@/lib/team/commands/sessions";
import { signInShape } from "@/lib/team/schema";

const handler = authHandler({
  signIn: async (input) => signIn(await currentVisit(), await validated(signInShape, cleanData(input))),
  signInVouched: async (person) => signInVouched(await currentVisit(), person),
  signOut: ({ viewer, sessionId }) => signOut(callerFor(viewer), sessionId),
});

export { handler as GET, handler as POST };
