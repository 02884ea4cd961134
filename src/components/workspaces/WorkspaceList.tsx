"use client";

import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { isFinalRefusal } from "../../core/errors/connectionErrors.ts";
import { DIRECTORY_FILTERS, type DirectoryFilter } from "../../protocol/directory.ts";
import { useDirectorySelector, useDirectoryStore } from "../../react/directory.tsx";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useAction } from "../../react/useAction.ts";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { ROW_PX, useVisibleRows } from "./useVisibleRows.ts";
import { WorkspaceRow } from "./WorkspaceRow.tsx";

/** The props of `<WorkspaceList>`. */
export interface WorkspaceListProps {
	/** Called with a workspace that somebody opens from the list, and with a new one that they have created there. */
	readonly onOpen: (workspaceId: string) => void;
	/** The workspace that is open beside the list, which is marked in it. Default: none. */
	readonly selectedId?: string | null | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * The workspaces of the nearest `<WorkspaceDirectory>`: what each does, who is there, and what waits for this person, with
 * search, filters, renaming, pinning, the archive and a button for a new one. It fills the height of its container, and
 * renders only the rows that are visible.
 *
 * Keys: the arrows, Home and End move between workspaces, Enter opens one, F2 renames it.
 *
 * Data attributes: `data-stale` while the connection is lost, so that the list is what was last known.
 *
 * @example
 * <WorkspaceDirectory tenant="acme" endpoint={endpoint}>
 * 	<WorkspaceList selectedId="acme/web" onOpen={(workspaceId) => window.location.assign(`/w/${workspaceId}`)} />
 * </WorkspaceDirectory>
 */
export function WorkspaceList({ onOpen, selectedId = null, className }: WorkspaceListProps) {
	const labels = useLabels();
	const isStale = useDirectorySelector(({ connectionStatus: { status } }) => status !== "connected");
	const wasLoaded = useDirectorySelector(({ self }) => self !== null);
	return (
		<section
			className={partClassName("wsc-workspaces", className)}
			aria-label={labels.workspaces}
			data-stale={(isStale && wasLoaded) || undefined}
		>
			<WorkspaceListBar onOpen={onOpen} />
			<WorkspaceListStatus />
			<WorkspaceRows onOpen={onOpen} selectedId={selectedId} />
		</section>
	);
}

/** A pause while somebody types, so that not each letter loads a list. */
const SEARCH_DELAY_MS = 150;

/** Search, filter, and the button for a new workspace. */
function WorkspaceListBar({ onOpen }: Pick<WorkspaceListProps, "onOpen">) {
	const labels = useLabels();
	const store = useDirectoryStore();
	const filter = useDirectorySelector(({ query }) => query.filter);
	const mayCreate = useDirectorySelector(({ self }) => self?.mayCreate ?? false);
	const [search, setSearch] = useState(() => store.get().query.search);
	useEffect(() => {
		const timer = setTimeout(() => store.setQuery({ search }), SEARCH_DELAY_MS);
		return () => clearTimeout(timer);
	}, [store, search]);
	const create = useAction(async () => onOpen(await store.createWorkspace()));
	return (
		<div className="wsc-workspaces-bar">
			<input
				type="search"
				className="wsc-workspaces-search"
				aria-label={labels.searchWorkspaces}
				placeholder={labels.searchWorkspaces}
				value={search}
				onChange={({ target }) => setSearch(target.value)}
			/>
			<select
				className="wsc-select wsc-workspaces-filter"
				aria-label={labels.workspaceFilter}
				value={filter}
				onChange={({ target }) => store.setQuery({ filter: target.value as DirectoryFilter })}
			>
				{DIRECTORY_FILTERS.map((value) => (
					<option key={value} value={value}>
						{labels.workspaceFilters[value]}
					</option>
				))}
			</select>
			{mayCreate && (
				<Button variant="primary" aria-disabled={create.pending || undefined} onClick={create.run}>
					{labels.newWorkspace}
				</Button>
			)}
			<ActionError error={create.error} />
		</div>
	);
}

/** Why there is no list, or that it is what was last known. */
function WorkspaceListStatus() {
	const labels = useLabels();
	const store = useDirectoryStore();
	const status = useDirectorySelector(({ connectionStatus }) => connectionStatus);
	const wasLoaded = useDirectorySelector(({ self }) => self !== null);
	if (status.status === "refused") {
		return (
			<div className="wsc-workspaces-status" role="alert">
				<p>{labels.error(status.error).message}</p>
				{!isFinalRefusal(status.error.code) && <Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>}
			</div>
		);
	}
	const isLost = wasLoaded && (status.status === "reconnecting" || status.status === "offline");
	return (
		<div className="wsc-workspaces-status" role="status">
			{isLost && (
				<>
					<Icon name="offline" />
					<p>{labels.workspacesLastKnown}</p>
				</>
			)}
		</div>
	);
}

/** So many rows before the end of what is loaded the next page is loaded. */
const LOAD_AHEAD_ROWS = 20;

function WorkspaceRows({
	onOpen,
	selectedId,
}: Required<Pick<WorkspaceListProps, "onOpen">> & { selectedId: string | null }) {
	const labels = useLabels();
	const store = useDirectoryStore();
	const workspaceIds = useDirectorySelector((state) => state.workspaceIds);
	const hasMore = useDirectorySelector(({ next }) => next !== null);
	const scroller = useRef<HTMLDivElement>(null);
	const { first, last } = useVisibleRows(scroller, workspaceIds.length);
	/** The row that has the focus, or had it last: the one that Tab leads to. */
	const [activeId, setActiveId] = useState<string | null>(null);
	const current = activeId !== null && workspaceIds.includes(activeId) ? activeId : (workspaceIds[0] ?? null);
	const latest = useRef(onOpen);
	useEffect(() => {
		latest.current = onOpen;
	});
	const open = useCallback((workspaceId: string) => latest.current(workspaceId), []);
	useEffect(() => {
		if (hasMore && last >= workspaceIds.length - LOAD_AHEAD_ROWS) void store.loadMore();
	}, [store, hasMore, last, workspaceIds.length]);

	function move(event: KeyboardEvent<HTMLElement>): void {
		// The keys of a text field are its own.
		if (event.target instanceof HTMLInputElement || current === null) return;
		const index = workspaceIds.indexOf(current);
		const targets: Readonly<Record<string, number>> = {
			ArrowDown: index + 1,
			ArrowUp: index - 1,
			Home: 0,
			End: workspaceIds.length - 1,
		};
		const target = targets[event.key];
		const workspaceId = target === undefined ? undefined : workspaceIds[target];
		if (target === undefined || workspaceId === undefined) return;
		event.preventDefault();
		setActiveId(workspaceId);
		focusRow(scroller.current, workspaceId, target);
	}

	// A row with the focus stays, also where it is not visible.
	const focused = current === null ? -1 : workspaceIds.indexOf(current);
	const shown = workspaceIds
		.map((workspaceId, index) => ({ workspaceId, index }))
		.filter(({ index }) => (index >= first && index < last) || index === focused);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the keys that move between the rows, which have the focus.
		<div ref={scroller} className="wsc-workspaces-scroller" onKeyDown={move}>
			{workspaceIds.length === 0 ? (
				<EmptyList />
			) : (
				<ul
					className="wsc-workspaces-rows"
					aria-label={labels.workspaces}
					style={{ blockSize: workspaceIds.length * ROW_PX }}
				>
					{shown.map(({ workspaceId, index }) => (
						<li
							key={workspaceId}
							className="wsc-workspaces-place"
							style={{ insetBlockStart: index * ROW_PX, blockSize: ROW_PX }}
							aria-posinset={index + 1}
							aria-setsize={hasMore ? -1 : workspaceIds.length}
						>
							<WorkspaceRow
								workspaceId={workspaceId}
								isSelected={workspaceId === selectedId}
								isTabStop={workspaceId === current}
								onOpen={open}
								onFocus={setActiveId}
							/>
						</li>
					))}
				</ul>
			)}
			<LoadingMore />
		</div>
	);
}

/** Scrolls to a row, and gives it the focus once it is rendered. */
function focusRow(scroller: HTMLElement | null, workspaceId: string, index: number): void {
	if (!scroller) return;
	const top = index * ROW_PX;
	if (top < scroller.scrollTop) scroller.scrollTop = top;
	const bottom = top + ROW_PX - scroller.clientHeight;
	if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
	requestAnimationFrame(() => {
		for (const row of scroller.querySelectorAll<HTMLElement>(".wsc-workspace-open"))
			if (row.dataset.workspace === workspaceId) row.focus({ preventScroll: true });
	});
}

function EmptyList(): ReactNode {
	const labels = useLabels();
	const id = useId();
	const { status } = useDirectorySelector(({ connectionStatus }) => connectionStatus);
	const loaded = useDirectorySelector((state) => state.loaded);
	const isFiltered = useDirectorySelector(({ query }) => query.search.trim() !== "" || query.filter !== "all");
	if (status === "refused") return null;
	const text = !loaded ? labels.loading : isFiltered ? labels.noWorkspacesFound : labels.noWorkspaces;
	return (
		<p className="wsc-workspaces-empty" id={id} role="status">
			{text}
		</p>
	);
}

function LoadingMore(): ReactNode {
	const labels = useLabels();
	const store = useDirectoryStore();
	const list = useDirectorySelector((state) => state.list);
	if (list.status === "loadingMore") return <p className="wsc-workspaces-empty">{labels.loading}</p>;
	if (list.status !== "failed") return null;
	return (
		<div className="wsc-workspaces-status" role="alert">
			<p>{labels.error(list.error).message}</p>
			<Button onClick={() => void store.loadMore()}>{labels.tryAgain}</Button>
		</div>
	);
}
