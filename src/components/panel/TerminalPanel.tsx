"use client";

import { useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useProcess, useProcesses } from "../../react/sandbox.ts";
import { useBackground } from "../../react/state.ts";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { partClassName } from "../primitives/partStyle.ts";
import { TerminalOutput } from "../terminal-output/TerminalOutput.tsx";
import { BackgroundTasks } from "./BackgroundTasks.tsx";

interface ProcessOutputViewProps {
	readonly processId: string;
}

/** The output of a process. */
function ProcessOutputView({ processId }: ProcessOutputViewProps) {
	const labels = useLabels();
	const { process, text, skipped, error } = useProcess(processId);
	return (
		<div className="wsc-process-output">
			{skipped && <p className="wsc-faint">{labels.outputSkipped}</p>}
			{error && <ErrorMessage error={error} level="info" />}
			{text !== "" && <TerminalOutput text={text} />}
			{process && text === "" && <p className="wsc-faint">{labels.noOutput}</p>}
		</div>
	);
}

/** The props of `<TerminalPanel>`. */
export interface TerminalPanelProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * What the agent runs in the background, the processes of the sandbox, and the output of one of them. Needs `workspace-chat/panel.css`.
 *
 * Data attributes: `data-status` of a process, `running`, `done` or `failed`.
 */
export function TerminalPanel({ className }: TerminalPanelProps) {
	const labels = useLabels();
	const { data, error, pending, reload } = useProcesses();
	const hasTasks = (useBackground()?.tasks.length ?? 0) > 0;
	const [chosen, setChosen] = useState<string | null>(null);
	const shown = data?.find(({ id }) => id === chosen) ?? data?.[0];
	return (
		<div className={partClassName("wsc-terminal", className)}>
			<BackgroundTasks />
			{error && (
				<ErrorMessage className="wsc-file-note" error={error} level="info">
					<Button onClick={reload}>{labels.tryAgain}</Button>
				</ErrorMessage>
			)}
			{!error && !shown && !hasTasks && (
				<p className="wsc-file-note wsc-faint">{pending && !data ? labels.loading : labels.noProcesses}</p>
			)}
			{hasTasks && shown && (
				<div className="wsc-background-tasks-head">
					<h3 className="wsc-faint">{labels.sandboxProcesses}</h3>
				</div>
			)}
			<ul className="wsc-processes" aria-label={labels.processes}>
				{data?.map((process) => (
					<li key={process.id}>
						<button
							type="button"
							className="wsc-process"
							data-status={processStatus(process)}
							aria-current={process === shown || undefined}
							onClick={() => setChosen(process.id)}
						>
							<code className="wsc-process-command" translate="no">
								{revealCharacters(process.command)}
							</code>
							<span className="wsc-process-state">{labels.processState(process)}</span>
						</button>
					</li>
				))}
			</ul>
			{shown && <ProcessOutputView key={shown.id} processId={shown.id} />}
		</div>
	);
}

function processStatus({ status, exitCode }: { readonly status: string; readonly exitCode: number | null }): string {
	if (status === "running") return status;
	return exitCode === 0 ? "done" : "failed";
}
