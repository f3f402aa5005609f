/** Header in which proxy.ts passes the path that was asked for to the page that is rendered. */
export const PATH_HEADER = "x-baton-path";
