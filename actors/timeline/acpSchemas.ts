import * as v from "valibot";
import {
	type ConfigChoice,
	type ConfigOption,
	type ContentBlock,
	type PermissionOption,
	type PlanEntry,
	type SlashCommand,
	TOOL_KINDS,
	type ToolCallContent,
} from "../../src/protocol/index.ts";
import { storedContentSchema } from "../../src/protocol/toolCall.ts";
import { truncateText } from "../../src/rules/truncateText.ts";

/** A field that becomes undefined when it is missing, null or invalid, so that the rest of the object is kept. */
export function lenientOptional<const Schema extends v.GenericSchema>(schema: Schema) {
	return v.fallback(v.optional(schema), undefined);
}

/** A list that keeps only its valid entries. */
function arrayOfValid<const Schema extends v.GenericSchema>(entry: Schema) {
	return v.pipe(
		v.array(v.unknown()),
		v.transform((values): readonly v.InferOutput<Schema>[] => values.flatMap((value) => parseEntry(entry, value))),
	);
}

function parseEntry<const Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema>[] {
	const result = v.safeParse(schema, value);
	return result.success ? [result.output] : [];
}

const MAX_DEPTH = 64;

/**
 * JSON from an agent that is stored without a schema. It is replaced when it nests too deeply, because later code
 * (comparing, storing, sending) recurses without limit.
 */
export function limitJsonDepth(value: unknown): unknown {
	return isWithin(value, MAX_DEPTH) ? value : "(left out: nested too deeply)";
}

function isWithin(value: unknown, depth: number): boolean {
	if (typeof value !== "object" || value === null) return true;
	return depth > 0 && Object.values(value).every((child) => isWithin(child, depth - 1));
}

/** Parses a value from outside; null when it does not match the schema. */
export function parseOrNull<const Schema extends v.GenericSchema>(
	schema: Schema,
	value: unknown,
): v.InferOutput<Schema> | null {
	const result = v.safeParse(schema, value);
	return result.success ? result.output : null;
}

const optionalText = lenientOptional(v.string());

/** Set by the workspace, never by the agent: see `replaceBinary`. */
const stored = lenientOptional(storedContentSchema);

const imageBlock = v.object({
	type: v.literal("image"),
	data: v.string(),
	mimeType: v.string(),
	uri: optionalText,
	stored,
});

/** As Anthropic's API writes it: agents pass the results of their tools on. */
const anthropicImage = v.pipe(
	v.object({
		type: v.literal("image"),
		source: v.object({ type: v.literal("base64"), media_type: v.string(), data: v.string(), stored }),
	}),
	v.transform(({ type, source: { media_type, data, stored: kept } }) => ({
		type,
		mimeType: media_type,
		data,
		stored: kept,
	})),
);

const resourceBlock = v.pipe(
	v.object({
		type: v.literal("resource"),
		resource: v.object({ uri: v.string(), mimeType: optionalText, text: optionalText, blob: optionalText, stored }),
	}),
	v.transform(({ type, resource }) => ({ type, ...resource })),
);

const unknownBlock = v.pipe(
	v.record(v.string(), v.unknown()),
	v.transform((value) => ({ type: "unknown" as const, value: limitJsonDepth(value) })),
);

/** A content block of ACP. Any other object becomes `unknown`. */
const contentBlockSchema = v.union([
	v.object({ type: v.literal("text"), text: v.string() }),
	imageBlock,
	v.object({ type: v.literal("audio"), data: v.string(), mimeType: v.string(), stored }),
	v.object({
		type: v.literal("resource_link"),
		uri: v.string(),
		name: v.string(),
		title: optionalText,
		mimeType: optionalText,
		size: lenientOptional(v.number()),
	}),
	resourceBlock,
	unknownBlock,
]) satisfies v.GenericSchema<unknown, ContentBlock>;

// For a new file agents send an old text of null or none at all, for a deleted file likewise the new text. An old text
// of "" may be a new file, a file without text or, from opencode, one that is overwritten: nothing is claimed about it.
const diffContent = v.pipe(
	v.object({
		type: v.literal("diff"),
		path: v.string(),
		oldText: lenientOptional(v.string()),
		newText: lenientOptional(v.string()),
	}),
	v.transform(({ oldText, newText, ...diff }) => ({ ...diff, oldText: oldText ?? null, newText: newText ?? "" })),
);

const pictureSchema = v.union([imageBlock, anthropicImage]);

/** The content block of an image in the forms of ACP, MCP and Anthropic's API; null for any other value. */
export function parsePicture(value: unknown): ContentBlock | null {
	return parseOrNull(pictureSchema, value);
}

/** Content of a tool call. Anything but ACP's three types becomes `unknown`. */
const toolCallContentSchema = v.union([
	v.object({ type: v.literal("content"), content: contentBlockSchema }),
	diffContent,
	v.object({ type: v.literal("terminal"), terminalId: v.string() }),
	v.pipe(
		v.unknown(),
		v.transform((value) => ({ type: "unknown" as const, value: limitJsonDepth(value) })),
	),
]) satisfies v.GenericSchema<unknown, ToolCallContent>;

const locationSchema = v.object({ path: v.string(), line: lenientOptional(v.number()) });

const rawSchema = v.pipe(
	v.nullish(v.unknown(), undefined),
	v.transform((value) => limitJsonDepth(value ?? undefined)),
);

const terminalOutputSchema = lenientOptional(v.object({ data: v.string() }));

/**
 * How agents report a command that they run themselves, as Zed's clients read it: the call has a `terminal` content,
 * whose output and end follow in `_meta` piece by piece.
 */
const terminalMetaSchema = lenientOptional(
	v.pipe(
		v.object({
			terminal_info: v.optional(v.unknown()),
			terminal_output: terminalOutputSchema,
			terminal_output_delta: terminalOutputSchema,
			terminal_exit: lenientOptional(
				v.object({ exit_code: lenientOptional(v.number()), signal: lenientOptional(v.string()) }),
			),
		}),
		v.transform(
			({ terminal_info: info, terminal_output: output, terminal_output_delta: delta, terminal_exit: exit }) =>
				info || output || delta || exit ? { output: (output?.data ?? "") + (delta?.data ?? ""), exit } : undefined,
		),
	),
);

/** Agents name the call whose subagent did something in an extension of their own, under one of these names. */
const parentSchema = v.pipe(
	v.record(
		v.string(),
		v.fallback(
			v.object({ parentToolUseId: optionalText, parentToolCallId: optionalText, parent_tool_use_id: optionalText }),
			{},
		),
	),
	v.transform((extensions) => Object.values(extensions).flatMap((fields) => Object.values(fields))),
);

/** The agent's id of the call whose subagent an update is about. */
function readParentCallId(meta: unknown): string | undefined {
	return parseOrNull(parentSchema, meta)?.find((id) => id);
}

const metaSchema = v.object({ _meta: v.optional(v.unknown()) });

/** The agent's id of the call whose subagent has sent an update. */
export function parseParentCallId(update: unknown): string | undefined {
	return readParentCallId(parseOrNull(metaSchema, update)?._meta);
}

const toolCallChangeFields = v.object({
	_meta: v.optional(v.unknown()),
	toolCallId: v.pipe(v.string(), v.minLength(1)),
	title: lenientOptional(v.pipe(v.string(), v.regex(/\S/))),
	kind: lenientOptional(v.picklist(TOOL_KINDS)),
	status: lenientOptional(v.picklist(["pending", "in_progress", "completed", "failed"])),
	locations: lenientOptional(arrayOfValid(locationSchema)),
	content: lenientOptional(v.pipe(v.array(toolCallContentSchema), v.readonly())),
	rawInput: rawSchema,
	rawOutput: rawSchema,
});

/** What `tool_call`, `tool_call_update` and a permission request report about a tool call. What they omit is undefined. */
export const toolCallChangeSchema = v.pipe(
	toolCallChangeFields,
	v.transform(({ _meta: meta, ...change }) => ({
		...change,
		terminal: parseOrNull(terminalMetaSchema, meta) ?? undefined,
		parentCallId: readParentCallId(meta),
	})),
);

export type ToolCallChange = v.InferOutput<typeof toolCallChangeSchema>;

interface Chunk {
	readonly content: ContentBlock;
	readonly messageId: string | null;
	/** The agent's id of the call whose subagent says it. */
	readonly parentCallId: string | undefined;
}

const chunkSchema = v.object({
	content: contentBlockSchema,
	messageId: optionalText,
	_meta: v.optional(v.unknown()),
});

/** `agent_message_chunk` and `agent_thought_chunk`. */
export function parseChunk(update: unknown): Chunk | null {
	const chunk = parseOrNull(chunkSchema, update);
	if (chunk === null) return null;
	const { content, messageId = null, _meta: meta } = chunk;
	return { content, messageId, parentCallId: readParentCallId(meta) };
}

const planEntriesSchema = arrayOfValid(
	v.object({
		content: v.string(),
		priority: v.fallback(v.picklist(["high", "medium", "low"]), "medium"),
		status: v.fallback(v.picklist(["pending", "in_progress", "completed"]), "pending"),
	}),
);

const planSchema = v.object({ entries: planEntriesSchema });

/** `plan` */
export function parsePlanEntries(update: unknown): readonly PlanEntry[] | null {
	return parseOrNull(planSchema, update)?.entries ?? null;
}

// The draft names the id in two ways.
const planIdFields = { planId: optionalText, id: optionalText };

const planUpdateSchema = v.object({
	plan: v.union([
		v.object({ ...planIdFields, type: v.literal("items"), entries: planEntriesSchema }),
		v.object({ ...planIdFields, type: v.literal("markdown"), content: v.string() }),
		v.object({ ...planIdFields, type: v.literal("file"), uri: v.string() }),
	]),
});

/** `plan_update` */
export function parsePlanUpdate(update: unknown): v.InferOutput<typeof planUpdateSchema>["plan"] | null {
	return parseOrNull(planUpdateSchema, update)?.plan ?? null;
}

const planRemovedSchema = v.pipe(
	v.object(planIdFields),
	v.transform(({ planId, id }) => planId ?? id),
	v.string(),
);

/** The id of the plan in `plan_removed`. */
export function parsePlanRemoved(update: unknown): string | null {
	return parseOrNull(planRemovedSchema, update);
}

const noticeSchema = v.object({
	severity: v.fallback(v.picklist(["info", "warning", "error"]), "info"),
	title: v.pipe(v.string(), v.regex(/\S/)),
	description: optionalText,
});

/** `notice` */
export function parseNotice(update: unknown): v.InferOutput<typeof noticeSchema> | null {
	return parseOrNull(noticeSchema, update);
}

const summarySchema = v.pipe(
	arrayOfValid(contentBlockSchema),
	v.transform((blocks) => blocks.map((block) => (block.type === "text" ? block.text : "")).join("")),
);

// Null clears a summary, as an empty one does.
const compactionSchema = v.object({
	compactionId: v.string(),
	status: v.string(),
	summary: lenientOptional(
		v.union([
			v.pipe(
				v.null(),
				v.transform(() => ""),
			),
			summarySchema,
		]),
	),
	error: optionalText,
});

/** `compaction_update` */
export function parseCompaction(update: unknown): v.InferOutput<typeof compactionSchema> | null {
	return parseOrNull(compactionSchema, update);
}

const compactionChunkSchema = v.object({ compactionId: v.string(), content: contentBlockSchema });

/** `compaction_summary_chunk` */
export function parseCompactionChunk(update: unknown): v.InferOutput<typeof compactionChunkSchema> | null {
	return parseOrNull(compactionChunkSchema, update);
}

export interface PermissionRequest {
	readonly toolCall: ToolCallChange;
	readonly options: readonly PermissionOption[];
}

const OPTION_KINDS = ["allow_once", "allow_always", "reject_once", "reject_always"] as const;

const permissionOptionSchema = v.pipe(
	v.object({
		optionId: v.string(),
		name: lenientOptional(v.pipe(v.string(), v.minLength(1))),
		kind: v.fallback(v.picklist([...OPTION_KINDS, "other"]), "other"),
	}),
	v.transform(({ optionId, name, kind }) => ({ optionId, name: name ?? optionId, optionKind: kind })),
);

const permissionRequestSchema = v.object({
	toolCall: toolCallChangeSchema,
	options: v.fallback(arrayOfValid(permissionOptionSchema), []),
});

/** The params of `session/request_permission`. Null when it names no tool call. */
export function parsePermissionRequest(request: unknown): PermissionRequest | null {
	return parseOrNull(permissionRequestSchema, request);
}

const TITLE_CHARACTERS = 200;

const titleSchema = v.pipe(
	v.string(),
	v.transform((title) => (title.trim() === "" ? null : truncateText(title, TITLE_CHARACTERS))),
);

const sessionInfoSchema = v.object({ title: v.optional(v.nullable(titleSchema)) });

const threadStatusSchema = v.object({
	_meta: v.record(v.string(), v.fallback(v.object({ threadStatus: v.object({ type: v.string() }) }), noThreadStatus)),
});

function noThreadStatus() {
	return { threadStatus: { type: "" } };
}

/** What an update says in `_meta` of the agent's thread (`active`, `idle`, `systemError`), under whichever name it is there. */
export function readThreadStatuses(update: unknown): readonly string[] {
	const meta = parseOrNull(threadStatusSchema, update)?._meta ?? {};
	return Object.values(meta).map(({ threadStatus }) => threadStatus.type);
}

/** `session_info_update`. The title is null when the session no longer has one, and undefined when it is not mentioned. */
export function parseTitle(update: unknown): { readonly title?: string | null | undefined } | null {
	return parseOrNull(sessionInfoSchema, update);
}

const usageSchema = v.object({
	used: lenientOptional(v.number()),
	size: lenientOptional(v.number()),
	cost: lenientOptional(v.object({ amount: v.number(), currency: v.string() })),
});

/** `usage_update`. What it omits is undefined; null when it says nothing. */
export function parseUsage(update: unknown): v.InferOutput<typeof usageSchema> | null {
	const usage = parseOrNull(usageSchema, update);
	return usage && Object.values(usage).some((value) => value !== undefined) ? usage : null;
}

const commandSchema = v.pipe(
	v.object({
		name: v.pipe(v.string(), v.minLength(1)),
		description: v.fallback(v.string(), ""),
		input: lenientOptional(v.object({ hint: lenientOptional(v.string()) })),
	}),
	v.transform(({ name, description, input }) => ({ name, description, hint: input?.hint })),
);

const commandsSchema = v.object({ availableCommands: arrayOfValid(commandSchema) });

/** `available_commands_update` */
export function parseCommands(update: unknown): readonly SlashCommand[] | null {
	return parseOrNull(commandsSchema, update)?.availableCommands ?? null;
}

const configChoiceSchema = v.object({ value: v.string(), name: v.string(), description: lenientOptional(v.string()) });

const choiceGroupSchema = v.pipe(
	v.object({ name: v.string(), options: arrayOfValid(configChoiceSchema) }),
	v.transform(({ name, options }): readonly ConfigChoice[] => options.map((choice) => ({ ...choice, group: name }))),
);

const choicesSchema = v.pipe(
	arrayOfValid(v.union([choiceGroupSchema, configChoiceSchema])),
	v.transform((entries): readonly ConfigChoice[] => entries.flat()),
);

const optionFields = {
	id: v.string(),
	name: v.string(),
	description: lenientOptional(v.string()),
	category: v.fallback(v.nullable(v.string()), null),
};

const selectSchema = v.pipe(
	v.object({ ...optionFields, type: v.literal("select"), currentValue: v.string(), options: choicesSchema }),
	v.transform(({ type: _, currentValue, options, ...option }) => ({
		...option,
		value: currentValue,
		choices: options,
	})),
);

const switchSchema = v.pipe(
	v.object({ ...optionFields, type: v.literal("boolean"), currentValue: v.boolean() }),
	v.transform(({ type: _, currentValue, ...option }) => ({ ...option, value: String(currentValue), choices: [] })),
);

const configOptionsSchema = v.object({ configOptions: arrayOfValid(v.union([selectSchema, switchSchema])) });

/** `config_option_update`, and the responses to requests that open a session or change a setting. */
export function parseConfigOptions(update: unknown): readonly ConfigOption[] | null {
	return parseOrNull(configOptionsSchema, update)?.configOptions ?? null;
}

const modesSchema = v.object({
	modes: v.object({
		currentModeId: v.string(),
		availableModes: arrayOfValid(
			v.object({ id: v.string(), name: v.string(), description: lenientOptional(v.string()) }),
		),
	}),
});

/** The modes of a session, which older agents report outside the config options, as such an option. */
export function parseModes(response: unknown): ConfigOption | null {
	const modes = parseOrNull(modesSchema, response)?.modes;
	if (modes === undefined) return null;
	const choices = modes.availableModes.map(({ id, ...mode }) => ({ value: id, ...mode }));
	return { id: "mode", name: "Mode", category: "mode", value: modes.currentModeId, choices };
}

const modelsSchema = v.object({
	models: v.object({
		currentModelId: v.string(),
		availableModels: arrayOfValid(
			v.object({ modelId: v.string(), name: v.string(), description: lenientOptional(v.string()) }),
		),
	}),
});

/** The models of a session, which older agents report outside the config options, as such an option. */
export function parseModels(response: unknown): ConfigOption | null {
	const models = parseOrNull(modelsSchema, response)?.models;
	if (models === undefined) return null;
	const choices = models.availableModels.map(({ modelId, ...model }) => ({ value: modelId, ...model }));
	return { id: "model", name: "Model", category: "model", value: models.currentModelId, choices };
}

const currentModeSchema = v.object({ currentModeId: v.string() });

/** `current_mode_update` */
export function parseModeId(update: unknown): string | null {
	return parseOrNull(currentModeSchema, update)?.currentModeId ?? null;
}

/** The common part of the JSON-RPC errors that agents send. */
export interface AcpError {
	readonly code: number | null;
	/** Every text in it, the most specific last. */
	readonly messages: readonly string[];
}

const errorText = lenientOptional(v.string());

const errorDataSchema = v.union([
	v.pipe(
		v.string(),
		v.transform((details) => ({ message: undefined, errorName: undefined, agentStderr: undefined, details })),
	),
	v.object({ message: errorText, details: errorText, errorName: errorText, agentStderr: errorText }),
]);

const acpErrorSchema = v.object({
	code: lenientOptional(v.number()),
	message: errorText,
	data: lenientOptional(errorDataSchema),
});

/** An error that the SDK throws or a response carries. Anything else is converted to a string. */
export function parseAcpError(error: unknown): AcpError {
	const parsed = parseOrNull(acpErrorSchema, error);
	if (parsed === null) return { code: null, messages: [String(error)] };
	const { code, message, data } = parsed;
	const texts = [message, data?.errorName, data?.message, data?.details, data?.agentStderr];
	return { code: code ?? null, messages: texts.filter((text) => text !== undefined) };
}

/** Matches a response to its request. It includes the connection, because JSON-RPC ids start again with each one. */
type RequestKey = string;

/** A request of ours to change the mode or the model of an agent that has them outside the config options. */
export interface OldSettingRequest {
	readonly kind: "old_setting_request";
	readonly requestKey: RequestKey;
	readonly category: "mode" | "model";
	readonly value: string;
}

export interface AgentResponse {
	readonly kind: "response";
	readonly requestKey: RequestKey;
	readonly isError: boolean;
	readonly result: unknown;
}

/** An event of the session's log that the timeline uses. */
export type ParsedSessionEvent =
	| { readonly kind: "update"; readonly update: Readonly<Record<string, unknown>> }
	| OldSettingRequest
	| AgentResponse;

const updateSchema = v.pipe(
	v.object({
		sender: v.literal("agent"),
		payload: v.object({
			method: v.literal("session/update"),
			params: v.object({ update: v.record(v.string(), v.unknown()) }),
		}),
	}),
	v.transform(({ payload }): ParsedSessionEvent => ({ kind: "update", update: payload.params.update })),
);

const connectionIdSchema = v.fallback(v.string(), "");
const requestIdSchema = v.union([v.string(), v.number()]);

const oldSettingRequestSchema = v.pipe(
	v.object({
		connectionId: connectionIdSchema,
		sender: v.literal("client"),
		payload: v.variant("method", [
			v.object({
				id: requestIdSchema,
				method: v.literal("session/set_mode"),
				params: v.object({ modeId: v.string() }),
			}),
			v.object({
				id: requestIdSchema,
				method: v.literal("session/set_model"),
				params: v.object({ modelId: v.string() }),
			}),
		]),
	}),
	v.transform(({ connectionId, payload }): ParsedSessionEvent => {
		const request = { kind: "old_setting_request", requestKey: `${connectionId} ${payload.id}` } as const;
		return payload.method === "session/set_mode"
			? { ...request, category: "mode", value: payload.params.modeId }
			: { ...request, category: "model", value: payload.params.modelId };
	}),
);

const responseSchema = v.pipe(
	v.object({
		connectionId: connectionIdSchema,
		sender: v.literal("agent"),
		payload: v.object({
			id: requestIdSchema,
			method: v.optional(v.undefined()),
			result: v.optional(v.unknown()),
			error: v.optional(v.unknown()),
		}),
	}),
	v.transform(({ connectionId, payload: { id, result, error } }): ParsedSessionEvent => {
		return { kind: "response", requestKey: `${connectionId} ${id}`, isError: error !== undefined, result };
	}),
);

const sessionEventSchema = v.union([updateSchema, oldSettingRequestSchema, responseSchema]);

/** A `SessionEvent` of the SDK. Null when the timeline does not use it, like most of those that the client sent. */
export function parseSessionEvent(event: unknown): ParsedSessionEvent | null {
	return parseOrNull(sessionEventSchema, event);
}
