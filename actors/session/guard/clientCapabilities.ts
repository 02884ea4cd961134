import { isJsonObject, type JsonObject } from "./jsonRpc.ts";

/** Something that the workspace can show or do, and that agents send or ask for only where the client says so. */
interface ClientCapability {
	/** Where it stands in ACP's `clientCapabilities`: the names from the outermost to its own. */
	readonly path: readonly [string, ...string[]];
	/** What it is set to, as ACP or the agents define it. */
	readonly value: true | JsonObject;
	/** The file that shows it, from the root of the repository. */
	readonly view: string;
	/** The test that fails when it is no longer shown. */
	readonly test: string;
}

/**
 * Everything that `initialize` tells the agent, and nothing else: agents believe it. Without a row here an agent hides
 * the feature or falls back to plain text; with a row but no view, people would miss what the agent has shown them.
 *
 * So a row is added in the commit that adds its view. What current agents read besides, and what it is for:
 *
 * | path | value | lets the agent |
 * |---|---|---|
 * | `subagents` | `{}` | report subagents as sessions of their own |
 *
 * Files and terminals of the client (`fs`, `terminal`) are not offered: the agent works in the sandbox and has its own.
 */
export const CLIENT_CAPABILITIES: readonly ClientCapability[] = [
	// Commands report their output and exit code in `_meta`, piece by piece while they run.
	{
		path: ["_meta", "terminal_output"],
		value: true,
		view: "src/components/terminal-output/TerminalOutput.tsx",
		test: "test/timeline/toolCalls.test.ts",
	},
	// Logins that somebody carries out in a terminal of the sandbox: the screen says what to run there.
	{
		path: ["auth", "terminal"],
		value: true,
		view: "src/components/session/LoginCard.tsx",
		test: "test/components/login.test.tsx",
	},
	// Settings that are on or off. Without it agents leave them out, or offer a list with two values.
	{
		path: ["session", "configOptions", "boolean"],
		value: {},
		view: "src/components/session/SessionSettings.tsx",
		test: "test/actors/sessionSetup.test.ts",
	},
	// Questions to people by a form, and pages that people are to open. Without them agents do not ask.
	{
		path: ["elicitation", "form"],
		value: {},
		view: "src/components/questions/QuestionCard.tsx",
		test: "test/actors/questionContract.test.ts",
	},
	{
		path: ["elicitation", "url"],
		value: {},
		view: "src/components/questions/QuestionCard.tsx",
		test: "test/actors/questionContract.test.ts",
	},
	// `notice` updates. Otherwise warnings are text of the answer.
	{
		path: ["session", "notices"],
		value: {},
		view: "src/components/items/notice/Notice.tsx",
		test: "test/timeline/agentNotices.test.ts",
	},
	// `compaction_update` and `compaction_summary_chunk`.
	{
		path: ["session", "compaction"],
		value: {},
		view: "src/components/items/event/EventEntry.tsx",
		test: "test/timeline/compaction.test.ts",
	},
	// `plan_update` and `plan_removed`: plans that are a text, or several at once.
	{
		path: ["plan"],
		value: {},
		view: "src/components/items/plan/PlanCard.tsx",
		test: "test/timeline/plan.test.ts",
	},
	// What subagents say and think, beside their calls.
	{
		path: ["_meta", "subagent-transcript"],
		value: true,
		view: "src/components/items/tool-call/NestedItems.tsx",
		test: "test/timeline/subagents.test.ts",
	},
];

const NOT_OFFERED = { fs: { readTextFile: false, writeTextFile: false }, terminal: false };

/** ACP's `clientCapabilities`, from rows of the table. */
export function toClientCapabilities(capabilities: readonly Pick<ClientCapability, "path" | "value">[]): JsonObject {
	return capabilities.reduce<JsonObject>((all, { path, value }) => withValue(all, path, value), NOT_OFFERED);
}

function withValue(parent: JsonObject, [name, ...inner]: readonly string[], value: unknown): JsonObject {
	if (name === undefined) return parent;
	const child = isJsonObject(parent[name]) ? parent[name] : {};
	return { ...parent, [name]: inner.length === 0 ? value : withValue(child, inner, value) };
}

/** The SDK's `initialize` with our capabilities. The SDK has no parameter for them, and sends none of its own. */
export function withClientCapabilities(initialize: JsonObject): JsonObject {
	const params = isJsonObject(initialize.params) ? initialize.params : {};
	return { ...initialize, params: { ...params, clientCapabilities: toClientCapabilities(CLIENT_CAPABILITIES) } };
}
