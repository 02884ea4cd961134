import type { Participant, Person } from "./participant.ts";
import type { Session } from "./session.ts";
import type { TimelineItem } from "./timelineItem.ts";
import type { Turn } from "./turn.ts";

/**
 * One change of the workspace. `seq` is its number; where changes of one tick were drawn together,
 * the number of the last of them.
 */
export type Patch =
	/** An item as it is now: new, or instead of the one with its id. A prompt that is `queued` stands in the queue. */
	| { readonly kind: "item"; readonly seq: number; readonly item: TimelineItem }
	/** Text at the end of a message or thought. `offset` is the length, in UTF-16 units, it must have before. */
	| {
			readonly kind: "append";
			readonly seq: number;
			readonly itemId: string;
			readonly offset: number;
			readonly text: string;
	  }
	| { readonly kind: "turn"; readonly seq: number; readonly turn: Turn | null }
	/** The fields of the session that changed. */
	| { readonly kind: "session"; readonly seq: number; readonly change: Partial<Session> }
	| { readonly kind: "participants"; readonly seq: number; readonly participants: readonly Participant[] };

/** The event `workspace.patches`: the changes `from` to `to` of one epoch, in order. */
export interface PatchBatch {
	readonly epoch: number;
	readonly from: number;
	readonly to: number;
	readonly patches: readonly Patch[];
}

/** The event `workspace.head`: where the workspace stands, and a sign of life. */
export interface Head {
	/** Grows each time the actor starts. */
	readonly epoch: number;
	readonly seq: number;
}

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
