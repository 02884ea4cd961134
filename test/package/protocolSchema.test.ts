import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { buildProtocolSchema } from "../../scripts/protocolSchema.ts";

test("the published JSON Schema is that of the protocol's schemas", () => {
	const published: unknown = JSON.parse(readFileSync(manifest.exports["./protocol.schema.json"], "utf8"));
	expect(published).toEqual(buildProtocolSchema());
});
