/** A text that stands for itself in a LIKE, whatever signs it has. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
