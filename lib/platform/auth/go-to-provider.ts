import { signIn } from "next-auth/react";

/** Sends the browser to a provider people have an account with, and from there back to a path of ours. Runs in the browser. */
export async function goToProvider(key: string, callbackUrl: string): Promise<void> {
  await signIn(key, { callbackUrl });
}
