"use client";

import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from "react";
import type { WorkspaceEntry } from "../../protocol/index.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { useDirectoryStore, useWorkspaceEntry } from "../../react/directory.tsx";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useAction } from "../../react/useAction.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { Ago } from "../primitives/Time.tsx";
import { TitleField } from "../session/TitleField.tsx";

interface WorkspaceRowProps {
	readonly workspaceId: string;
	readonly isSelected: boolean;
	/** Whether Tab leads to this row; the arrows lead to the others. */
	readonly isTabStop: boolean;
	readonly onOpen: (workspaceId: string) => void;
	readonly onFocus: (workspaceId: string) => void;
}

/** One workspace of the list. It renders when that workspace changes, and not when another one does. */
export const WorkspaceRow = memo(function WorkspaceRow(props: WorkspaceRowProps): ReactNode {
	const entry = useWorkspaceEntry(props.workspaceId);
	const [mode, setMode] = useState<"shown" | "actions" | "renaming">("shown");
	const container = useRef<HTMLDivElement>(null);
	const store = useDirectoryStore();
	const pin = useAction((isPinned: boolean) => store.pinWorkspace(props.workspaceId, isPinned));
	const archive = useAction((archived: boolean) => store.archiveWorkspace(props.workspaceId, archived));
	if (!entry) return null;
	const { workspaceId, isSelected, isTabStop, onOpen, onFocus } = props;
	const tabIndex = isTabStop ? 0 : -1;
	function changeMode(next: typeof mode): void {
		pin.reset();
		archive.reset();
		setMode(next);
	}
	const end = () => {
		changeMode("shown");
		container.current?.querySelector<HTMLElement>(".wsc-workspace-open")?.focus({ preventScroll: true });
	};
	function handleKey(event: KeyboardEvent): void {
		if (isComposing(event.nativeEvent) || event.target instanceof HTMLInputElement) return;
		if (event.key === "F2" && entry?.mayRename) changeMode("renaming");
		else if (event.key === "Escape" && mode === "actions") end();
		else return;
		event.preventDefault();
	}
	const error = pin.error ?? archive.error;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside.
		<div
			ref={container}
			className="wsc-workspace"
			data-activity={activityOf(entry)}
			data-selected={isSelected || undefined}
			data-failed={error !== null || undefined}
			data-unread={(entry.unread ?? 0) > 0 || undefined}
			onKeyDown={handleKey}
			onFocus={() => onFocus(workspaceId)}
		>
			<span className="wsc-dot" data-activity={activityOf(entry)} />
			{mode === "renaming" ? (
				<TitleField
					title={entry.title}
					onSave={(title) => store.renameWorkspace(workspaceId, title)}
					onEnd={end}
					maxLength={LIMITS.titleCharacters}
				/>
			) : (
				<OpenButton entry={entry} tabIndex={tabIndex} isSelected={isSelected} onOpen={onOpen} />
			)}
			{mode === "actions" ? (
				<RowButtons
					entry={entry}
					onRename={() => changeMode("renaming")}
					onPin={() => pin.run(!entry.isPinned)}
					onArchive={() => archive.run(entry.archivedAt === null)}
				/>
			) : (
				mode === "shown" && <People entry={entry} />
			)}
			<MoreButton
				entry={entry}
				tabIndex={tabIndex}
				isOpen={mode === "actions"}
				onToggle={() => changeMode(mode === "actions" ? "shown" : "actions")}
			/>
			{error && (
				<span className="wsc-workspace-error">
					<ActionError error={error} />
				</span>
			)}
		</div>
	);
});

/** What the dot shows: what waits for this person is more than what waits for others. */
function activityOf({ activity, attention }: WorkspaceEntry): string {
	return attention > 0 ? "needs_you" : activity;
}

interface OpenButtonProps {
	readonly entry: WorkspaceEntry;
	readonly tabIndex: number;
	readonly isSelected: boolean;
	readonly onOpen: (workspaceId: string) => void;
}

function OpenButton({ entry, tabIndex, isSelected, onOpen }: OpenButtonProps) {
	const labels = useLabels();
	const { workspaceId, title, activity, attention, unread, isPinned, lastActivityAt } = entry;
	return (
		<button
			type="button"
			className="wsc-workspace-open"
			data-workspace={workspaceId}
			tabIndex={tabIndex}
			aria-current={isSelected || undefined}
			title={workspaceId}
			onClick={() => onOpen(workspaceId)}
		>
			<span className="wsc-workspace-title" dir="auto">
				{revealInProse(title?.trim() || workspaceId)}
			</span>
			<span className="wsc-workspace-line">
				{isPinned && (
					<span className="wsc-workspace-pin">
						<Icon name="pin" />
						<span className="wsc-hidden">{labels.pinned}</span>
					</span>
				)}
				<span className="wsc-workspace-activity">
					{attention > 0 ? labels.needsYou(attention) : labels.workspaceActivity[activity]}
				</span>
				{attention > 0 && (activity === "working" || activity === "failed") && (
					<span className="wsc-workspace-also">{labels.workspaceActivity[activity]}</span>
				)}
				<Ago at={lastActivityAt} />
				{unread !== null && unread > 0 && (
					<span className="wsc-workspace-unread">
						<span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
						<span className="wsc-hidden">{labels.unreadInWorkspace(unread)}</span>
					</span>
				)}
			</span>
		</button>
	);
}

/** Avatars that fit beside a title. */
const SHOWN_PEOPLE = 3;

function People({ entry: { people, peopleCount } }: { readonly entry: WorkspaceEntry }) {
	const labels = useLabels();
	if (peopleCount === 0) return null;
	const shown = people.slice(0, SHOWN_PEOPLE);
	const names = people.map(({ name }) => name).join("\n");
	return (
		<span className="wsc-workspace-people" title={names}>
			<span className="wsc-workspace-faces">
				{shown.map((person) => (
					<Avatar key={person.userId} person={person} />
				))}
			</span>
			{peopleCount > shown.length && (
				<span className="wsc-participants-more" aria-hidden="true">{`+${peopleCount - shown.length}`}</span>
			)}
			<span className="wsc-hidden">{labels.participants(peopleCount)}</span>
		</span>
	);
}

interface RowButtonsProps {
	readonly entry: WorkspaceEntry;
	readonly onRename: () => void;
	readonly onPin: () => void;
	readonly onArchive: () => void;
}

function RowButtons({ entry, onRename, onPin, onArchive }: RowButtonsProps) {
	const labels = useLabels();
	const { mayRename, mayArchive, isPinned, archivedAt } = entry;
	const group = useRef<HTMLSpanElement>(null);
	useEffect(() => group.current?.querySelector("button")?.focus({ preventScroll: true }), []);
	const pinText = isPinned ? labels.unpinWorkspace : labels.pinWorkspace;
	const archiveText = archivedAt === null ? labels.archiveWorkspace : labels.restoreWorkspace;
	return (
		<span ref={group} className="wsc-workspace-actions">
			{mayRename && (
				<Button variant="quiet" aria-label={labels.renameWorkspace} title={labels.renameWorkspace} onClick={onRename}>
					<Icon name="edit" />
				</Button>
			)}
			<Button variant="quiet" aria-label={pinText} title={pinText} aria-pressed={isPinned} onClick={onPin}>
				<Icon name="pin" />
			</Button>
			{mayArchive && (
				<Button variant="quiet" aria-label={archiveText} title={archiveText} onClick={onArchive}>
					<Icon name={archivedAt === null ? "archive" : "restore"} />
				</Button>
			)}
		</span>
	);
}

interface MoreButtonProps {
	readonly entry: WorkspaceEntry;
	readonly tabIndex: number;
	readonly isOpen: boolean;
	readonly onToggle: () => void;
}

function MoreButton({ entry, tabIndex, isOpen, onToggle }: MoreButtonProps) {
	const labels = useLabels();
	const name = labels.workspaceActions(entry.title?.trim() || entry.workspaceId);
	return (
		<Button
			variant="quiet"
			className="wsc-workspace-more"
			tabIndex={tabIndex}
			aria-expanded={isOpen}
			aria-label={name}
			title={labels.rowActions}
			onClick={onToggle}
		>
			<Icon name={isOpen ? "close" : "more"} />
		</Button>
	);
}
