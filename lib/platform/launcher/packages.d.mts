export function isInstalled(root: string, options: { development: boolean }): boolean;
