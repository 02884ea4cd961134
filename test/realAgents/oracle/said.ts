/** One thing that was said in a session: by a person, by the agent, or as an answer to it. The common form of two readings. */
export type Said = SaidThing & {
	/** The id of the call that started the subagent who said it; absent for what the agent itself said. */
	readonly parentId?: string;
};

type SaidThing =
	| { readonly kind: "prompt"; readonly text: string; readonly end: PromptEnd }
	| { readonly kind: "message"; readonly text: string; readonly pictures: number }
	| { readonly kind: "thought"; readonly text: string }
	| SaidCall
	/** Steps as `status: step`, or one text. */
	| { readonly kind: "plan"; readonly entries: readonly string[] }
	| {
			readonly kind: "permission";
			readonly toolCallId: string;
			/** The kinds of its options. */
			readonly options: readonly string[];
			/** The kind of the option that was chosen; null if the request was cancelled. */
			readonly answer: string | null;
	  }
	| { readonly kind: "question"; readonly text: string; readonly answer: string }
	/** Something for which ACP has another name. */
	| { readonly kind: "other"; readonly name: string };

export type PromptEnd =
	| { readonly status: "ended"; readonly stopReason: string }
	/** The agent responded with an error. */
	| { readonly status: "failed"; readonly error: string }
	/** The agent ended before it responded. */
	| { readonly status: "lost" }
	| { readonly status: "running" };

export interface SaidCall {
	readonly kind: "tool call";
	readonly id: string;
	readonly title: string;
	readonly toolKind: string;
	/** `open` for a call whose end was never reported. */
	readonly status: "open" | "completed" | "failed";
	/** `path` or `path:line`. */
	readonly locations: readonly string[];
	/** The text that it produced, without the fences around code. */
	readonly output: string;
	readonly diffs: readonly { readonly path: string; readonly oldText: string; readonly newText: string }[];
	readonly pictures: number;
	/** As JSON. */
	readonly input: string;
	/** As JSON, without the bytes of pictures. */
	readonly result: string;
	readonly exitCode: number | null;
}

/** What is known of the session in the end. */
export interface SaidSession {
	readonly title: string | null;
	/** The value of each setting, by its id. */
	readonly settings: Readonly<Record<string, string>>;
	readonly commands: readonly string[];
	readonly contextUsed: number | null;
	/** What the agent told people beside its answers, each once. They stand beside the texts, and split none. */
	readonly notices: readonly string[];
}

/** The text of a code block, which agents put around the output of commands. Other text as it is. */
export function withoutFences(text: string): string {
	return text.replace(/^(`{3,})[^\n`]*\n([\s\S]*?)\n?\1$/gm, "$2").trim();
}

/** JSON without the bytes of pictures, which are stored apart, and with sorted keys, whose order says nothing. */
export function toJson(value: unknown): string {
	if (value === undefined || value === null) return "";
	return JSON.stringify(value, (key, inner) => {
		if (key === "data" && isBytes(inner)) return "";
		return key === "stored" ? undefined : withSortedKeys(inner);
	});
}

function isBytes(value: unknown): boolean {
	return typeof value === "string" && value.length > 60 && /^[\w+/=]+$/.test(value);
}

function withSortedKeys(value: unknown): unknown {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The exit code in a result, under the names that agents give it. */
export function exitCodeIn(result: unknown): number | null {
	for (const key of ["exit_code", "exitCode", "exit"]) {
		const code = field(result, key);
		if (typeof code === "number") return code;
	}
	const metadata = field(result, "metadata");
	return metadata === undefined ? null : exitCodeIn(metadata);
}

/** A field of a value of unknown form. */
export function field(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
