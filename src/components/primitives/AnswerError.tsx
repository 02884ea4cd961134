"use client";

import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "./Button.tsx";
import { ErrorMessage } from "./ErrorMessage.tsx";

interface AnswerErrorProps {
	readonly answer: { readonly error: WorkspaceErrorInfo | null; readonly reset: () => void };
}

/** Why an answer to a request of the agent was not taken, until it is dismissed. */
export function AnswerError({ answer: { error, reset } }: AnswerErrorProps) {
	const labels = useLabels();
	if (!error) return null;
	return (
		<div role="alert">
			<ErrorMessage error={error}>
				<Button onClick={reset}>{labels.dismiss}</Button>
			</ErrorMessage>
		</div>
	);
}
