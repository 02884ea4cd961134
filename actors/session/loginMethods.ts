import * as v from "valibot";
import type { LoginMethod } from "../../src/protocol/index.ts";
import { truncateText } from "../../src/rules/truncateText.ts";

const MAX_METHODS = 20;
const MAX_CHARACTERS = 500;

const text = v.pipe(
	v.string(),
	v.transform((value) => truncateText(value, MAX_CHARACTERS)),
);
const optionalText = v.fallback(v.optional(text), undefined);
const named = { id: v.pipe(v.string(), v.minLength(1)), name: text, description: optionalText };

const webAddress = v.pipe(
	v.string(),
	v.regex(/^https?:\/\//),
	v.check((url) => URL.canParse(url)),
);

const variablesSchema = v.pipe(
	v.object({
		...named,
		type: v.literal("env_var"),
		vars: v.fallback(v.array(v.object({ name: text })), []),
		link: v.fallback(v.optional(webAddress), undefined),
	}),
	v.transform(({ vars, ...method }): LoginMethod => ({ ...method, variables: vars.map(({ name }) => name) })),
);

// Not its environment variables: nobody needs their values.
const terminalSchema = v.pipe(
	v.object({ ...named, type: v.literal("terminal"), args: v.fallback(v.array(text), []) }),
	v.transform((method): LoginMethod => method),
);

/** Of the type `agent`, which needs no name, or of one that we do not know. */
const ownSchema = v.pipe(
	v.object({ ...named, type: v.optional(v.string(), "agent") }),
	v.transform(({ type, ...method }): LoginMethod => ({ ...method, type: type === "agent" ? "agent" : "unknown" })),
);

const methodSchema = v.union([variablesSchema, terminalSchema, ownSchema]);
const initializeSchema = v.object({ authMethods: v.array(v.unknown()) });

/** The logins that the agent offers, by its result of `initialize`. */
export function parseLoginMethods(initializeResult: unknown): readonly LoginMethod[] {
	const parsed = v.safeParse(initializeSchema, initializeResult);
	if (!parsed.success) return [];
	const methods = parsed.output.authMethods.map((method) => v.safeParse(methodSchema, method));
	return methods.flatMap((method) => (method.success ? [method.output] : [])).slice(0, MAX_METHODS);
}

const loginErrorSchema = v.object({ code: v.literal(-32_000) });

/** Whether an error of the agent says that it needs a login, which it also offers: other agents use the code for more. */
export function isLoginError(thrown: unknown, methods: readonly LoginMethod[]): boolean {
	return methods.length > 0 && v.is(loginErrorSchema, thrown);
}
