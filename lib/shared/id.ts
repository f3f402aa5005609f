const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be looked up as an id at all; anything else is simply "not found". */
export const isId = (text: string): boolean => UUID.test(text);
