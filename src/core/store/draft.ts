import type { Mention } from "../../protocol/index.ts";
import { chooseMention } from "../state/notes.ts";
import type { Observable } from "../state/observable.ts";
import { selectComposerMode } from "../state/selectors.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import type { DraftAttachments } from "./attachments.ts";
import type { PresenceReporter } from "./presenceReporter.ts";
import { reduceWhenBusy } from "./whenBusy.ts";
import type { PromptOptions, TakenDraft } from "./workspaceStore.ts";

interface DraftDeps {
	readonly state: Observable<WorkspaceState>;
	readonly attachments: Pick<DraftAttachments, "take" | "restore">;
	readonly presence: Pick<PresenceReporter, "update">;
}

/** What this person has written and not sent, with all that is to be sent with it. */
export class Draft {
	readonly #deps: DraftDeps;

	constructor(deps: DraftDeps) {
		this.#deps = deps;
	}

	/** At once: a text field that waits for a frame loses its caret. */
	setText(draft: string): void {
		const { state, presence } = this.#deps;
		this.#change(draft === "" ? { draft, draftMentions: [], draftMetadata: null } : { draft });
		presence.update({ typing: draft.trim() === "" ? null : selectComposerMode(state.get()) });
	}

	chooseMention(mention: Mention): void {
		const { state } = this.#deps;
		state.set(updateFields(state.get(), { draftMentions: chooseMention(state.get().draftMentions, mention) }));
	}

	removeQuote(noteId: string): void {
		this.#change({ draftQuotes: this.#deps.state.get().draftQuotes.filter((id) => id !== noteId) });
	}

	/** Takes everything out that can be sent. */
	take(): TakenDraft {
		const { state, attachments } = this.#deps;
		const { draft: text, draftQuotes: notes, draftMentions: mentions, draftMetadata } = state.get();
		const files = attachments.take();
		this.#change({ draftQuotes: [] });
		this.setText("");
		return { text, attachments: files, notes, mentions, metadata: draftMetadata ?? undefined };
	}

	/** Adds what a prompt was sent with. */
	add({ attachments = [], notes = [], mentions = [], metadata, whenBusy, turnId }: PromptOptions): void {
		const { state } = this.#deps;
		this.#deps.attachments.restore(attachments);
		const draftQuotes = [...new Set([...state.get().draftQuotes, ...notes])];
		const draftMentions = mentions.reduce(chooseMention, state.get().draftMentions);
		this.#change({ composerMode: "prompt", draftQuotes, draftMentions, ...(metadata && { draftMetadata: metadata }) });
		// A choice for this one prompt. It would stop another turn than the one that its person saw.
		const interrupts = whenBusy === "interrupt" && turnId === state.get().turn?.id;
		if (interrupts) state.set(reduceWhenBusy(state.get(), whenBusy));
	}

	#change(fields: Partial<WorkspaceState>): void {
		const { state } = this.#deps;
		state.set(updateFields(state.get(), fields), "now");
	}
}
