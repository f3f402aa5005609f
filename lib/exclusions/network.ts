// Addresses of the Internet, as numbers: version 4 in 32 bits, version 6 in 128.

type Address = { version: 4 | 6; number: bigint };

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const V4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
const BITS = { 4: 32, 6: 128 } as const;

function versionFour(text: string): Address | null {
  if (!V4.test(text)) return null;
  return { version: 4, number: text.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) };
}

function versionSix(text: string): Address | null {
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return null;
  const [head, tail] = halves.map((half, index) =>
    half === "" ? [] : groupsOf(half, index === halves.length - 1),
  );
  if (!head || (halves.length === 2 && !tail)) return null;
  const given = head.length + (tail?.length ?? 0);
  if (halves.length === 1 ? given !== 8 : given > 7) return null;
  const groups = [...head, ...new Array<number>(8 - given).fill(0), ...(tail ?? [])];
  return { version: 6, number: groups.reduce((sum, group) => sum * 65_536n + BigInt(group), 0n) };
}

/** The groups of one half; the end of the whole may be an address of version 4. null when it is no address. */
function groupsOf(half: string, isEnd: boolean): number[] | null {
  const groups: number[] = [];
  const parts = half.split(":");
  for (const [index, part] of parts.entries()) {
    const four = isEnd && index === parts.length - 1 ? versionFour(part) : null;
    if (four) groups.push(Number(four.number >> 16n), Number(four.number & 0xffffn));
    else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

const addressOf = (text: string): Address | null => versionFour(text) ?? versionSix(text);

type Network = Address & { bits: number };

/** "203.0.113.0/24", "2001:db8::/32", or one address; null when it is none of them. */
export function networkOf(text: string): Network | null {
  const [base = "", length, ...rest] = text.split("/");
  const address = addressOf(base);
  if (!address || rest.length > 0) return null;
  if (length === undefined) return { ...address, bits: BITS[address.version] };
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > BITS[address.version]) return null;
  return { ...address, bits: Number(length) };
}

/** Whether an address lies in a network. What is no address lies in none. */
export function isInNetwork(text: string, network: string): boolean {
  const address = addressOf(text);
  const block = networkOf(network);
  if (!address || !block || address.version !== block.version) return false;
  const rest = BigInt(BITS[block.version] - block.bits);
  return address.number >> rest === block.number >> rest;
}
