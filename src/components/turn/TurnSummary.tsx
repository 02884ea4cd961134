"use client";
import type { PromptItem, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "../tool-call/LineCount.tsx";
import { TurnActions } from "./TurnActions.tsx";

export interface TurnSummaryProps {
	readonly prompt: PromptItem;
	readonly result: TurnResult;
}

/** All that a turn came to: the files it touched, what it ran and asked, what it used; and what to do with it. */
export function TurnSummary({ prompt, result }: TurnSummaryProps) {
	const labels = useLabels();
	const { usage, files } = result;
	const facts = [
		labels.toolCallsMade(result.toolCalls),
		labels.commandsRun(result.commands),
		labels.approvalsAsked(result.approvals),
		labels.duration(result.durationMs),
		...(usage ? [labels.usage(usage.used, usage.size)] : []),
		...(usage?.cost ? [labels.cost(usage.cost.amount, usage.cost.currency)] : []),
	];
	return (
		<div className="wsc-tool-body">
			{files.map(({ path, added, removed }) => (
				<div key={path} className="wsc-turn-end-line">
					<bdi className="wsc-code">{revealDirectionOverrides(path)}</bdi>
					<LineCount added={added} removed={removed} />
				</div>
			))}
			<div className="wsc-turn-end-line">
				{facts.map((fact) => (
					<span key={fact}>{fact}</span>
				))}
			</div>
			<TurnActions prompt={prompt} />
		</div>
	);
}
