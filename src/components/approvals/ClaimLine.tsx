"use client";

import type { ApprovalItem, QuestionItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useClaim } from "../../react/useClaim.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";

interface ClaimLineProps {
	readonly item: ApprovalItem | QuestionItem;
}

/** Who takes care of a request, and the buttons to take it, to release it and to hand it over. Nothing for the only one who may answer. */
export function ClaimLine({ item }: ClaimLineProps) {
	const labels = useLabels();
	const { claim, isOwn, canClaim, canRelease, others, pending, error, run, release } = useClaim(item);
	if (!claim && (!canClaim || others.length === 0)) return null;
	return (
		<div className="wsc-claim">
			{claim && (
				<p className="wsc-claim-text">
					<Avatar person={claim.by} />
					<span>{isOwn ? labels.claimedByYou : labels.claimedBy(claim.by.name)}</span>
				</p>
			)}
			{canClaim && (
				<Button variant="quiet" aria-disabled={pending || undefined} onClick={() => run(null)}>
					{claim ? labels.takeOver : labels.claim}
				</Button>
			)}
			{isOwn && others.length > 0 && (
				<ActionSelect className="wsc-claim-select" aria-label={labels.handOver} value="" onChoose={run}>
					<option value="">{labels.handOver}</option>
					{others.map(({ userId, name }) => (
						<option key={userId} value={userId}>
							{name}
						</option>
					))}
				</ActionSelect>
			)}
			{canRelease && (
				<Button variant="quiet" onClick={release}>
					{labels.releaseClaim}
				</Button>
			)}
			{error && <ErrorMessage error={error} />}
		</div>
	);
}
