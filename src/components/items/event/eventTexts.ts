import {
	COMPACTION_STATUSES,
	type CompactionStatus,
	type ContextCompactedEvent,
	type EventItem,
	type SettingValue,
} from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { blockQuote, joinParagraphs } from "../../item-kind/markdownText.ts";
import { type SearchLabels, withPlainText } from "../../item-kind/searchText.ts";

/**
 * An event as a sentence.
 *
 * @param agent - Who did it where that was no person; null where the agent is not known.
 */
export function eventText({ by, event }: EventItem, labels: SearchLabels, agent: string | null): string {
	const name = by?.name ?? labels.agentName(agent ?? "");
	switch (event.type) {
		case "setting_changed": {
			const from = event.from && valueName(event.from, labels);
			return labels.settingChanged(name, event.name, from, valueName(event.to, labels));
		}
		case "agent_changed":
			return labels.agentChanged(name, labels.agentName(event.from), labels.agentName(event.to));
		case "background_work":
			return labels.backgroundWork(event.endedTasks.map(({ title }) => title));
		case "context_compacted":
			return labels.contextCompacted(compactionStatus(event));
		case "person_joined":
			return event.invitedBy ? labels.personJoinedBy(name, event.invitedBy.name) : labels.peopleJoined([name]);
		case "person_invited":
			return labels.personInvited(name, wordFor(labels.role, event.role), event.singleUse);
		case "renamed":
			return labels.workspaceRenamed([name], event.from, event.to);
		case "person_removed":
			return labels.peopleRemoved(name, [event.person.name]);
		case "role_changed": {
			const from = event.from && wordFor(labels.role, event.from);
			return labels.roleChanged(by?.name ?? null, event.person.name, from, wordFor(labels.role, event.to));
		}
		case "wheel_changed": {
			const { change, from, to, until } = event;
			const isKept = from !== null && from.userId === to?.userId;
			const names = { by: by?.name ?? null, from: from?.name ?? null, to: to?.name ?? null };
			return labels.wheelChanged(isKept ? "kept" : change, { ...names, until });
		}
		case "unknown":
			// A type that this version does not know is a few words, as in `role_changed`.
			return labels.unknownEvent(name, event.label.replaceAll(/[_-]+/g, " "));
	}
}

/**
 * Events of one type as one sentence: who and what, each once.
 *
 * @param agent - As for {@link eventText}.
 */
export function groupText(items: readonly EventItem[], labels: SearchLabels, agent: string | null): string {
	const authors = unique(items.map(({ by }) => by?.name ?? labels.agentName(agent ?? "")));
	const people = unique(items.flatMap(({ event }) => ("person" in event ? [event.person.name] : [])));
	switch (items[0]?.event.type) {
		case "person_joined":
			return labels.peopleJoined(authors);
		case "person_invited":
			return labels.peopleInvited(authors, items.length);
		case "renamed":
			return labels.workspaceRenamed(authors, ...titlesOf(items));
		case "person_removed":
			return labels.peopleRemoved(authors.length === 1 ? (authors[0] ?? null) : null, people);
		case "role_changed":
			return labels.rolesChanged(people);
		default: {
			// Of several changes of one setting the last one counts.
			const settings = new Map(
				items.flatMap(({ event }) =>
					event.type === "setting_changed" ? [[event.name, valueName(event.to, labels)] as const] : [],
				),
			);
			return labels.settingsChanged(authors, [...settings]);
		}
	}
}

/** The title before the first event, and after the last. */
function titlesOf(items: readonly EventItem[]): [from: string | null, to: string | null] {
	const [first, last] = [items[0]?.event, items.at(-1)?.event];
	return [first?.type === "renamed" ? first.from : null, last?.type === "renamed" ? last.to : null];
}

function unique(names: readonly string[]): readonly string[] {
	return [...new Set(names)];
}

/** Null for a status that ACP does not define. */
function compactionStatus({ status }: ContextCompactedEvent): CompactionStatus | null {
	return COMPACTION_STATUSES.find((known) => known === status) ?? null;
}

/** What an event says beside its sentence: Markdown of the agent, folded; empty for most. */
export function eventDetails({ event }: EventItem): string {
	return event.type === "context_compacted" ? joinParagraphs([event.error, event.summary]) : "";
}

/** A switch has no choices with names. */
function valueName({ value, name }: SettingValue, { settingSwitch }: SearchLabels): string {
	const isSwitch = name === value && (value === "true" || value === "false");
	return isSwitch ? settingSwitch[value] : name;
}

export const eventTexts: ItemTexts<EventItem> = {
	// Whose agent it is concerns the screen alone: without its name the rest is found.
	searchTexts: (item, { labels, rowId }) => [
		{ text: eventText(item, labels, null), folds: [] },
		{ text: withPlainText(eventDetails(item)), folds: [rowId] },
	],
	markdown: (item, { labels, agent }) => blockQuote(eventText(item, labels, agent)),
	isListEntry: false,
};
