/**
 * Writes `dist/protocol.schema.json`: the messages of the protocol as JSON Schema, for clients that are not written in
 * TypeScript. A step of `npm run build`.
 */
import { writeFileSync } from "node:fs";
import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import * as anyItem from "../src/protocol/anyItem.ts";
import * as approval from "../src/protocol/approval.ts";
import * as diagnostics from "../src/protocol/diagnostics.ts";
import * as errors from "../src/protocol/errors.ts";
import * as events from "../src/protocol/events.ts";
import * as fields from "../src/protocol/fields.ts";
import { ACTIONS, EVENTS, ITEM_SCHEMAS, PROTOCOL_VERSION, type Role } from "../src/protocol/index.ts";
import * as participant from "../src/protocol/participant.ts";
import * as plan from "../src/protocol/plan.ts";
import * as prompt from "../src/protocol/prompt.ts";
import * as responses from "../src/protocol/responses.ts";
import * as sandbox from "../src/protocol/sandbox.ts";
import * as schema from "../src/protocol/schema.ts";
import * as session from "../src/protocol/session.ts";
import * as toolCall from "../src/protocol/toolCall.ts";
import * as turn from "../src/protocol/turn.ts";

export type JsonSchema = ReturnType<typeof toJsonSchema>;

interface ProtocolSchema {
	readonly $schema: string;
	readonly title: string;
	readonly actions: Readonly<
		Record<string, { readonly role: Role; readonly request: JsonSchema | null; readonly response: JsonSchema }>
	>;
	readonly events: Readonly<Record<string, JsonSchema>>;
	readonly $defs: Readonly<Record<string, JsonSchema>>;
}

const MODULES: readonly object[] = [
	schema,
	errors,
	participant,
	session,
	toolCall,
	turn,
	approval,
	prompt,
	plan,
	anyItem,
	events,
	sandbox,
	diagnostics,
	fields,
	responses,
];

const capitalise = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The schema of every request and kind of item, and every exported one, by the names of their types. */
const definitions: Readonly<Record<string, GenericSchema>> = Object.fromEntries([
	...Object.entries(ACTIONS)
		.filter(([, { request }]) => request.type !== "undefined")
		.map(([name, { request }]) => [`${capitalise(name)}Request`, request]),
	...Object.entries(ITEM_SCHEMAS).map(([kind, schema]) => [`${kind.split("_").map(capitalise).join("")}Item`, schema]),
	...MODULES.flatMap((module) => Object.entries(module)).flatMap(([name, value]) => {
		const [, type = ""] = /^(.+)Schema$/.exec(name) ?? [];
		return type && typeof value === "object" ? [[capitalise(type), value]] : [];
	}),
]);

const config: ConversionConfig = {
	target: "draft-2020-12",
	typeMode: "input",
	// The check of a path for zero bytes. JSON Schema could only express it by a control character.
	// And a number of JSON Schema is finite.
	ignoreActions: ["check", "finite"],
	overrideSchema: ({ valibotSchema, jsonSchema }) =>
		describeOpenEnum(valibotSchema) ?? describeOpenVariant(valibotSchema, jsonSchema),
};

/** `openEnum`: the strings that are known, and any other. */
function describeOpenEnum(schema: object): JsonSchema | null {
	if (!("known" in schema && Array.isArray(schema.known))) return null;
	return { anyOf: [{ enum: schema.known }, { type: "string" }] };
}

/** `variant`: its last option is for the strings that no other option is for. */
function describeOpenVariant(schema: object, { oneOf = [] }: JsonSchema): JsonSchema | null {
	if (!("variants" in schema && "key" in schema)) return null;
	const otherwise = oneOf.at(-1);
	if (typeof otherwise !== "object" || otherwise.not) return { oneOf: oneOf.slice(0, -1) };
	const known = Object.keys(Object(schema.variants));
	const others = { properties: { [String(schema.key)]: { not: { enum: known } } } };
	return { oneOf: [...oneOf.slice(0, -1), { allOf: [otherwise, others] }] };
}

function convert(schema: GenericSchema): JsonSchema {
	const { $schema: _, $defs: __, ...converted } = toJsonSchema(schema, { ...config, definitions });
	return converted;
}

/** The JSON Schema of all messages: `actions` and `events` by name, and the types they are made of in `$defs`. */
export function buildProtocolSchema(): ProtocolSchema {
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: `workspace-chat protocol ${PROTOCOL_VERSION}`,
		actions: Object.fromEntries(
			Object.entries(ACTIONS).map(([name, { role, request, response }]) => [
				name,
				{ role, request: request.type === "undefined" ? null : convert(request), response: convert(response) },
			]),
		),
		events: Object.fromEntries(Object.entries(EVENTS).map(([name, schema]) => [name, convert(schema)])),
		$defs: toJsonSchemaDefs(definitions, config),
	};
}

if (import.meta.main)
	writeFileSync("dist/protocol.schema.json", `${JSON.stringify(buildProtocolSchema(), null, "\t")}\n`);
