"use client";
import { useMemo } from "react";
import { selectAgentOf, selectItems } from "../../../core/state/selectors.ts";
import { isSameList } from "../../../core/state/structuralSharing.ts";
import type { EventItem, WorkspaceEvent } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector, useWorkspaceSelector } from "../../../react/store.tsx";
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
import { groupFoldId } from "./eventGroups.ts";
import { eventDetails, eventText, groupText } from "./eventTexts.ts";

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
	person_invited: "person",
	person_joined: "person",
	person_removed: "person",
	renamed: "edit",
	role_changed: "permission",
	setting_changed: "switch_mode",
	wheel_changed: "wheel",
	unknown: "switch_mode",
};

function EventView({ item }: ItemViewProps<EventItem>) {
	const { Event: Part = EventEntry } = useComponents();
	return <Part item={item} />;
}

interface EventGroupProps {
	/** At least two events of one type, in the order of the timeline. */
	readonly ids: readonly string[];
}

/**
 * Events of one type that follow one another, as one line that expands to all of them. A part of the host's own gets them
 * one by one.
 *
 * Data attributes: `data-type` of the events, `data-count`.
 */
export function EventGroup({ ids }: EventGroupProps) {
	const labels = useLabels();
	const { Event } = useComponents();
	const items = useWorkspaceSelector(
		useMemo(() => selectItems(ids), [ids]),
		isSameList,
	);
	const events = items.filter((item): item is EventItem => item?.kind === "event");
	const [first] = events;
	const last = events.at(-1);
	const agent = useWorkspaceSelector(useMemo(() => (first ? selectAgentOf(first) : selectNothing), [first]));
	if (!first || !last) return null;
	if (Event) return events.map((item) => <Event key={item.id} item={item} />);
	return (
		<div className="wsc-event" data-type={first.event.type} data-count={events.length}>
			<Fold
				id={groupFoldId(first.id)}
				summary={
					<>
						<Icon name={EVENT_ICONS[first.event.type]} />
						<span className="wsc-event-text" dir="auto">
							{revealCharacters(groupText(events, labels, agent))}
						</span>
						<Time at={last.createdAt} />
					</>
				}
			>
				{events.map((item) => (
					<EventEntry key={item.id} item={item} />
				))}
			</Fold>
		</div>
	);
}

const selectNothing = () => null;

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
