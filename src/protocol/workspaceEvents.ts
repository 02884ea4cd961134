import type { Head, PatchBatch } from "./patch.ts";

/** The event of sandbox-agent's "Multiplayer" guide for each prompt. */
export interface ChatUserEvent {
	readonly userId: string;
	readonly text: string;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
}

/** The event names of the workspace actor and what each carries. `session.event` carries the SDK's `SessionEvent`. */
// A type alias, not an interface: rivetkit infers event payloads only from what has an index signature.
export type WorkspaceEvents = {
	"workspace.patches": PatchBatch;
	"workspace.head": Head;
	"chat.user": ChatUserEvent;
	"session.event": unknown;
};
