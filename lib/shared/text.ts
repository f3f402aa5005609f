/** ASCII's control characters but tab, line feed and carriage return. U+0000 is no text at all: the doors refuse it. */
const CONTROL = /[^\P{Cc}\0\t\n\r\u0080-\u009f]/gu;

/** Text as it is stored: in composed form (NFC), without control characters but tabs and line breaks. */
export const plainText = (text: string): string => text.replace(CONTROL, "").normalize("NFC");
