// Who the browser tests are, on an app that exists for one run.

export const ADMIN = { email: "ada@example.org", password: "a-long-enough-passphrase-7" };

export const API_KEY = "test-api-key-of-one-run-0123456789";

export const WRITE_KEY = "test-write-key-of-one-run";
