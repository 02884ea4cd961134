"use client";

import type { BackgroundTask } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useBackground, useSelf, useTurn } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { itemUrl } from "../link/itemLink.ts";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Elapsed } from "../primitives/Time.tsx";

interface TaskRowProps {
	readonly task: BackgroundTask;
}

/** A task, with a link to its tool call. */
function TaskRow({ task }: TaskRowProps) {
	const labels = useLabels();
	const { workspaceId } = useWorkspaceStore().get();
	return (
		<li>
			<a className="wsc-process" data-status="running" href={itemUrl(workspaceId, task.itemId)}>
				<code className="wsc-process-command" translate="no">
					{revealCharacters(task.title)}
				</code>
				{task.startedBy && <span className="wsc-process-state">{labels.startedBy(task.startedBy.name)}</span>}
				<Elapsed since={task.startedAt} />
			</a>
		</li>
	);
}

/** Stops all tasks: agents can stop nothing single. Absent during a turn, which the composer stops, and without the right. */
function StopTasksButton() {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const isBetweenTurns = useTurn() === null;
	const isStopping = useBackground()?.state === "stopping";
	const isAllowed = useSelf()?.allowedActions.includes("stop") ?? false;
	const stop = useAction(() => store.stop());
	if (!isAllowed || !isBetweenTurns) return null;
	const isBusy = stop.pending || isStopping;
	return (
		<>
			<Button aria-disabled={isBusy || undefined} onClick={isBusy ? undefined : stop.run}>
				{isBusy ? labels.stopping : labels.stopBackground}
			</Button>
			<ActionError error={stop.error} />
		</>
	);
}

/** What the agent runs in the background: each with the time since it began and a link to its tool call. Nothing without. */
export function BackgroundTasks() {
	const labels = useLabels();
	const tasks = useBackground()?.tasks ?? [];
	if (tasks.length === 0) return null;
	return (
		<section className="wsc-background-tasks" aria-label={labels.backgroundTasks}>
			<div className="wsc-background-tasks-head">
				<h3 className="wsc-faint">{labels.backgroundTasks}</h3>
				<StopTasksButton />
			</div>
			<ul className="wsc-processes">
				{tasks.map((task) => (
					<TaskRow key={task.itemId} task={task} />
				))}
			</ul>
		</section>
	);
}
