"use client";
import { selectAgentOf } from "../../../core/state/selectors.ts";
import type { EventItem, WorkspaceEvent } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import { LazyMarkdown } from "../../content/lazyContent.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Fold } from "../../primitives/Fold.tsx";
import { revealCharacters } from "../../primitives/hiddenText.ts";
import { Icon, type IconProps } from "../../primitives/Icon.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { Time } from "../../primitives/Time.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { EventEntryProps } from "../../slots/partProps.ts";
import { eventDetails, eventText } from "./eventTexts.ts";

/**
 * What somebody changed in the workspace, or the agent in its context, as one line. It expands if the agent says more.
 *
 * Data attributes: `data-type` of the event, `data-status` of a compaction.
 */
export function EventEntry({ item, className }: EventEntryProps) {
	const labels = useLabels();
	const agent = useOptionalWorkspaceSelector(selectAgentOf(item));
	const { event } = item;
	const details = eventDetails(item);
	const line = (
		<>
			<Icon name={EVENT_ICONS[event.type]} />
			<span className="wsc-event-text" dir="auto">
				{revealCharacters(eventText(item, labels, agent))}
			</span>
			<Time at={item.createdAt} />
		</>
	);
	const status = event.type === "context_compacted" ? event.status : undefined;
	const Element = details === "" ? "p" : "div";
	return (
		<Element className={partClassName("wsc-event", className)} data-type={event.type} data-status={status}>
			{details === "" ? (
				line
			) : (
				<Fold id={item.id} summary={line}>
					<div className="wsc-thought-text" dir="auto">
						<LazyMarkdown text={details} />
						<LoadFullItem item={item} />
					</div>
				</Fold>
			)}
		</Element>
	);
}

const EVENT_ICONS: Readonly<Record<WorkspaceEvent["type"], IconProps["name"]>> = {
	agent_changed: "agent",
	background_work: "agent",
	context_compacted: "compact",
	setting_changed: "switch_mode",
	unknown: "switch_mode",
};

function EventView({ item }: ItemViewProps<EventItem>) {
	const { Event: Part = EventEntry } = useComponents();
	return <Part item={item} />;
}

export const eventKind: ItemKind<EventItem> = {
	View: EventView,
	name: ({ event }) => eventName(event),
	estimateHeight: () => 28,
	isFromAgent: false,
};

function eventName(event: WorkspaceEvent): string {
	if (event.type === "setting_changed") return event.name;
	return event.type === "unknown" ? event.label : event.type.replaceAll("_", " ");
}
