export function completeLock<Lock extends { packages: Record<string, object> }>(lock: Lock): Lock;
