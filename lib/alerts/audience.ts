/** Whom an alert is for: one person, or everybody of a role. */
export type Audience = { userId: string } | { role: string };

/** Those of these people who hear of it. */
export const recipientsOf = <Person extends { id: string; role: string }>(
  to: Audience,
  people: readonly Person[],
): Person[] =>
  people.filter((person) => ("userId" in to ? person.id === to.userId : person.role === to.role));
