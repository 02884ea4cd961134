"use client";

import { useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useProcess, useProcesses } from "../../react/sandbox.ts";
import { Button } from "../primitives/Button.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { TerminalOutput } from "../terminal-output/TerminalOutput.tsx";

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
	readonly className?: string | undefined;
}

/**
 * The processes of the sandbox, and the output of one of them. Needs `workspace-chat/panel.css`.
 *
 * Data attributes: `data-status` of a process, `running`, `done` or `failed`.
 */
export function TerminalPanel({ className }: TerminalPanelProps) {
	const labels = useLabels();
	const { data, error, pending, reload } = useProcesses();
	const [chosen, setChosen] = useState<string | null>(null);
	const shown = data?.find(({ id }) => id === chosen) ?? data?.[0];
	return (
		<div className={partClassName("wsc-terminal", className)}>
			{error && (
				<ErrorMessage className="wsc-file-note" error={error} level="info">
					<Button onClick={reload}>{labels.tryAgain}</Button>
				</ErrorMessage>
			)}
			{!error && !shown && (
				<p className="wsc-file-note wsc-faint">{pending && !data ? labels.loading : labels.noProcesses}</p>
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
							<code className="wsc-process-command">{revealDirectionOverrides(process.command)}</code>
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
