/** What JSON can hold. */
export type JsonValue =
	| string
	| number
	| boolean
	| null
	| readonly JsonValue[]
	| { readonly [name: string]: JsonValue | undefined };

/** A JSON object of any shape. */
export type JsonObject = { readonly [name: string]: JsonValue | undefined };

/**
 * The shapes of the host's own data on people and prompts. Empty here: a host declares its shapes once, and all types of
 * this package that carry metadata follow. Without a declaration metadata is a `JsonObject`. The declaration is for the
 * compiler only: at run time the workspace checks that metadata is a JSON object of at most `LIMITS.personMetadataBytes` or
 * `LIMITS.promptMetadataBytes`.
 *
 * @example
 * declare module "workspace-chat/protocol" {
 * 	interface HostMetadata {
 * 		person: { readonly team: string };
 * 		prompt: { readonly ticket?: string };
 * 	}
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: hosts add its members
export interface HostMetadata {}

/** The host's shape, or any JSON object without one. */
type MetadataOf<Name extends string> = HostMetadata extends Readonly<Record<Name, infer Shape>> ? Shape : JsonObject;

/** The host's own data on a person, as `authenticate` returned it. */
export type PersonMetadata = MetadataOf<"person">;

/** The host's own data on a prompt, as the browser sent it: not to be trusted more than the prompt's text. */
export type PromptMetadata = MetadataOf<"prompt">;
