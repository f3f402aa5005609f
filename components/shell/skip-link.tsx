export const CONTENT_ID = "content";

/** The first stop of the keyboard: past the rail and the top bar, to what the page is about. */
export function SkipLink() {
  return (
    <a
      href={`#${CONTENT_ID}`}
      className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-text px-3 py-2 text-sm font-medium text-background focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
