import { describe, expect, test } from "vitest";
import { ACTIONS, type ActionName, EVENTS, parseMessage, type Schema } from "../../src/protocol/index.ts";
import { RESPONSES } from "../../src/protocol/responses.ts";
import { parseRequest } from "../../src/rules/requests.ts";
import { samplesOf } from "./sampleOf.ts";

// Pages and servers of different versions meet during every deploy. Each schema is tried with what another version adds.

const ADDED = { addedLater: { of: ["any", "shape"] } };

const MESSAGES = [
	...Object.entries(RESPONSES).map(([name, schema]) => [`the response of ${name}`, schema] as const),
	...Object.entries(EVENTS).map(([name, schema]) => [`the event ${name}`, schema] as const),
] as readonly (readonly [string, Schema<unknown>])[];

describe.each(MESSAGES)("%s", (_name, schema) => {
	const samples = samplesOf(schema);

	test("is read as it was sent", () => {
		expect(samples.length).toBeGreaterThan(0);
		for (const sample of samples) expect(parseMessage(schema, sample)).toEqual(sample);
	});

	test("is read with every object having a field that this version does not know, and nothing is lost", () => {
		for (const sample of samplesOf(schema, { added: ADDED })) expect(parseMessage(schema, sample)).toEqual(sample);
	});

	test("is read with every open set of values having one that this version does not know", () => {
		const newer = samplesOf(schema, { openValue: () => "added_later" });
		// Where there is an "other", everything can be shown as that.
		const openValue = (known: readonly string[]) => (known.includes("other") ? "other" : "added_later");
		const expected = samplesOf(schema, { openValue });
		for (const [index, sample] of newer.entries()) expect(parseMessage(schema, sample)).toEqual(expected[index]);
	});
});

describe.each(Object.keys(ACTIONS) as ActionName[])("the request of %s", (name) => {
	const schema = ACTIONS[name].request as Schema<unknown>;
	// What another version would refuse has tests of its own.
	const current = (sample: unknown) => (name === "sync" ? Object.assign(Object(sample), { protocol: 1 }) : sample);

	test("is taken with fields that this server does not know, as if they were not there", () => {
		const plain = samplesOf(schema).map(current);
		const newer = samplesOf(schema, { added: ADDED }).map(current);
		expect(newer).toHaveLength(plain.length);
		for (const [index, request] of newer.entries()) {
			expect(parseRequest(name, request ?? ADDED)).toEqual(parseRequest(name, plain[index]));
		}
	});
});

describe("`kind`s and `type`s that this version does not know", () => {
	const item = { kind: "hologram", id: "item-1", order: 1, seq: 1, turnId: null, createdAt: 0, depth: 3 };

	test.each([
		["an item", RESPONSES.getItem, item, { kind: "unknown", label: "hologram", value: item }],
		[
			"a workspace event",
			RESPONSES.getItem,
			{ ...item, kind: "event", by: null, event: { type: "moved_away", to: "B" } },
			{ event: { type: "unknown", label: "moved_away", value: { type: "moved_away", to: "B" } } },
		],
	])("%s is kept whole, to be shown as unknown", (_name, schema, value, expected) => {
		expect(parseMessage<unknown>(schema as Schema<unknown>, value)).toMatchObject(expected);
	});

	test("a patch is not read, so that a sync says how things are now", () => {
		const batch = { epoch: 1, from: 1, to: 1, patches: [{ kind: "erase", seq: 1, itemId: "item-1" }] };
		expect(parseMessage(EVENTS["workspace.patches"], batch)).toBeNull();
	});
});

test("a request of another protocol version is refused for that, whatever else it holds", () => {
	const request = { protocol: 2, have: "a shape of version 2" };
	expect(() => parseRequest("sync", request)).toThrow("The page uses protocol version 2, the server 1.");
});
