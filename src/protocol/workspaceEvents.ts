import type { Head, PatchBatch } from "./patch.ts";
import type { Person } from "./person.ts";

/** The event of sandbox-agent's "Multiplayer" guide for each prompt. */
export interface ChatUserEvent {
	readonly userId: string;
	readonly text: string;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
}

/** Somebody has ended the workspace for good. It is the last thing a connection hears. */
export interface WorkspaceDestroyedEvent {
	readonly by: Person;
}

/** The event names of the workspace actor and what each carries. `session.event` carries the SDK's `SessionEvent`. */
// A type alias, not an interface: rivetkit infers event payloads only from what has an index signature.
export type WorkspaceEvents = {
	"workspace.patches": PatchBatch;
	"workspace.head": Head;
	"workspace.destroyed": WorkspaceDestroyedEvent;
	"chat.user": ChatUserEvent;
	"session.event": unknown;
};
