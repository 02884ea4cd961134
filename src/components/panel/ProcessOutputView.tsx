"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useProcess } from "../../react/useProcess.ts";
import { TerminalOutput } from "../command-output/CommandOutput.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";

interface ProcessOutputViewProps {
	readonly processId: string;
}

/** What a process prints, to its end. */
export function ProcessOutputView({ processId }: ProcessOutputViewProps) {
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
