import type { Person, Role, TimelineItemKind } from "../../src/protocol/index.ts";

/** A person for whom something waits. */
export interface AttentionPerson extends Person {
	/** Whether they have the workspace open. They may still look elsewhere. */
	readonly isConnected: boolean;
}

/** What a note is about that names a person. */
export interface AttentionTarget {
	/** The item of the timeline, such as a permission request on which the person was named. */
	readonly itemId: string;
	/** Its kind. */
	readonly kind: TimelineItemKind;
	/** As `text` of the report. */
	readonly text: string;
}

/** Something that begins to wait for people, or that no longer does. */
export interface AttentionReport {
	/**
	 * Unique in the workspace. The report that it is settled has the same, and so has each repeat: a crash, or an error of
	 * yours, can make a report come twice.
	 */
	readonly id: string;
	/** `waiting`: it begins to wait. `settled`: it no longer does, wherever that happened. */
	readonly state: "waiting" | "settled";
	/**
	 * Why it waits. `approval`, `question`: for an answer. `suggestion`: for somebody to send or decline it.
	 * `wheel_request`: for the holder of the wheel to hand it over. `turn_finished`, `turn_failed`: for its author, and whoever
	 * has sent it if it was a suggestion, to read that it has ended; not if they have stopped it themselves. `mention`: for
	 * somebody to read a note or a prompt that names them. `prompt_stuck`: the prompt is queued, and the session has failed.
	 */
	readonly kind:
		| "approval"
		| "question"
		| "suggestion"
		| "wheel_request"
		| "turn_finished"
		| "turn_failed"
		| "mention"
		| "prompt_stuck";
	/**
	 * Whether it is a permission or a question that has waited for `limits.escalateAfterMs` already: reported beside the first report, under an id of its own. Tell
	 * somebody else then.
	 */
	readonly isEscalation: boolean;
	/** The workspace. */
	readonly workspaceId: string;
	/**
	 * The item of the timeline or the queue that it is about: `#item-<id>` in the address of a page shows it. Null for a
	 * `wheel_request`.
	 */
	readonly itemId: string | null;
	/** Since when, in milliseconds since 1970. */
	readonly since: number;
	/**
	 * A tool call's title, a question, a prompt, a note, the name of who asks for the wheel: at most 300 characters, not
	 * trusted. Empty if the item is gone.
	 */
	readonly text: string;
	/** The least role of those it waits for; null if it waits for one person. */
	readonly role: Role | null;
	/**
	 * That person; else those who may answer, at most 100: first those who have the workspace open, then those who were here
	 * last, by the role that they had then. While somebody has the wheel, a suggestion waits for them alone. Of a `mention`,
	 * the id is what its author's page has said: it may be of somebody who may not open the workspace, or of nobody.
	 */
	readonly people: readonly AttentionPerson[];
	/** Who has written the note or the prompt of a `mention`, or asks for the wheel. Absent for others. */
	readonly by?: Person | undefined;
	/** What the note of a `mention` is about. Absent for others, and for a note about nothing in particular. */
	readonly about?: AttentionTarget | undefined;
	/** Who has said that they take care of it. Absent if nobody has. */
	readonly claimedBy?: Person | undefined;
	/** Who has answered it, or has sent or declined the suggestion; absent while it waits, and if nobody did. */
	readonly settledBy?: Person | undefined;
	/** 1, and more if your function has failed before. */
	readonly attempt: number;
}

/**
 * Receives what waits for people. Nothing in the workspace waits for it. An error is logged, and the report comes again,
 * at most 5 times.
 *
 * @example
 * const onAttention: OnAttention = async ({ kind, state, text, people }) => {
 * 	if (state === "settled" || people.some(({ isConnected }) => isConnected)) return;
 * 	await fetch("https://hooks.example.com", { method: "POST", body: `${kind}: ${text}` });
 * };
 */
export type OnAttention = (report: AttentionReport) => void | Promise<void>;
