import { isRecord } from "../../protocol/isRecord.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import { isMention } from "../state/notes.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { NoteDraft, WorkspaceState } from "../state/workspaceState.ts";
import { persistField } from "./personalStorage.ts";

type NoteDrafts = WorkspaceState["noteDrafts"];

/** The oldest ones are dropped: nobody comes back to them. */
const MAX_NOTE_DRAFTS = 50;

/** Sets one draft, the newest last. Null or an empty text removes it. */
export function setNoteDraft(state: Observable<WorkspaceState>, place: string, draft: NoteDraft | null): void {
	const { noteDrafts } = state.get();
	if (!draft?.text && !noteDrafts.has(place)) return;
	const others = [...noteDrafts].filter(([key]) => key !== place);
	const drafts = draft?.text ? [...others, [place, draft] as const] : others;
	state.set(updateFields(state.get(), { noteDrafts: newestOf(drafts) }), "now");
}

/** Keeps them over reloads of the tab. */
export function persistNoteDrafts(state: Observable<WorkspaceState>, tabStorage: KeyValueStorage): void {
	persistField({
		state,
		storage: tabStorage,
		field: "noteDrafts",
		name: "note-drafts",
		restore(entry, written) {
			const noteDrafts = newestOf([...parse(entry.read()), ...(written ?? [])]);
			state.set(updateFields(state.get(), { noteDrafts }));
			entry.write(serialize(noteDrafts));
		},
		save: (entry, _previous, next) => entry.write(serialize(next)),
	});
}

function newestOf(drafts: readonly (readonly [place: string, draft: NoteDraft])[]): NoteDrafts {
	return new Map(drafts.slice(-MAX_NOTE_DRAFTS));
}

function serialize(drafts: NoteDrafts): string {
	return drafts.size === 0 ? "" : JSON.stringify([...drafts]);
}

/** The storage may hold anything: what is no draft is left out. */
function parse(text: string): readonly (readonly [string, NoteDraft])[] {
	const values = parseJson(text);
	return (Array.isArray(values) ? values : []).flatMap((entry: unknown) => {
		const [place, draft]: readonly unknown[] = Array.isArray(entry) ? entry : [];
		if (typeof place !== "string" || !isRecord(draft) || typeof draft.text !== "string") return [];
		const mentions = Array.isArray(draft.mentions) ? draft.mentions.filter(isMention) : [];
		return [[place, { text: draft.text, mentions }] as const];
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text || "[]");
	} catch {
		return [];
	}
}
