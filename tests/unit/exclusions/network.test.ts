import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isInNetwork, networkOf } from "@/lib/exclusions/network";

const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom("::", "::1", "::ffff:10.0.0.1", "1::2:0:0:9"));

test("an address lies in a network exactly when the platform says so", () => {
  fc.assert(
    fc.property(address, address, fc.nat(128), (found, base, length) => {
      const version = isIP(base);
      const bits = Math.min(length, version === 4 ? 32 : 128);
      const list = new BlockList();
      list.addSubnet(base, bits, version === 4 ? "ipv4" : "ipv6");
      const expected = isIP(found) === version && list.check(found, version === 4 ? "ipv4" : "ipv6");
      expect(isInNetwork(found, `${base}/${bits}`)).toBe(expected);
      expect(isInNetwork(base, `${base}/${bits}`)).toBe(true);
    }),
  );
});

test("what is no network is told apart", () => {
  const wrong = [
    "",
    "bot",
    "1.2.3",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4/33",
    "1.2.3.4/-1",
    "1.2.3.4/8/8",
    ":::",
    "g::",
    "10.0.0.7::ffff:1.2.3.4",
  ];
  expect(wrong.filter((text) => networkOf(text) !== null)).toEqual([]);
  expect(["1.2.3.4", "1.2.3.4/0", "::", "2001:db8::/32"].every((text) => networkOf(text) !== null)).toBe(
    true,
  );
});
