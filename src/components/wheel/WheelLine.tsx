"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWheel } from "../../react/useWheel.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { partClassName } from "../primitives/partStyle.ts";

/** The props of `<WheelLine>`. */
export interface WheelLineProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** How long an owner has the wheel whom somebody else had it before, in minutes. */
const TAKE_OVER_MINUTES = 30;

/**
 * Who has the wheel and until when, in one line, with the buttons to ask for it, to hand it over, to release it, and for
 * owners to take it. Absent while nobody has it: `<WheelSelect>` takes it then.
 *
 * Data attributes: `data-self` if the current user has it.
 */
export function WheelLine({ className }: WheelLineProps) {
	const labels = useLabels();
	const { wheel, isOwn, canTake, canAsk, hasAsked, canGive, others, pending, error, ...wheelActions } = useWheel();
	if (!wheel) return null;
	const { take, ask, release, handOver } = wheelActions;
	const disabled = pending || undefined;
	return (
		<div className={partClassName("wsc-wheel", className)} data-self={isOwn || undefined}>
			<Avatar person={wheel.by} />
			<span className="wsc-wheel-text" role="status" dir="auto">
				<span>{labels.wheelHeld(isOwn ? null : wheel.by.name, wheel.until)}</span>
				{canGive && wheel.asked.length > 0 && (
					<span className="wsc-wheel-asked">{labels.wheelAsked(wheel.asked.map(({ name }) => name))}</span>
				)}
			</span>
			<span className="wsc-wheel-tools">
				{hasAsked && <span className="wsc-faint">{labels.wheelAction.asked}</span>}
				{canAsk && (
					<Button variant="quiet" aria-disabled={disabled} onClick={ask}>
						{labels.wheelAction.ask}
					</Button>
				)}
				{canTake && !isOwn && (
					<Button variant="quiet" aria-disabled={disabled} onClick={() => take(TAKE_OVER_MINUTES)}>
						{labels.wheelAction.take}
					</Button>
				)}
				{isOwn && others.length > 0 && (
					<ActionSelect
						className="wsc-claim-select"
						aria-label={labels.wheelAction.handOver}
						value=""
						onChoose={handOver}
					>
						<option value="">{labels.wheelAction.handOver}</option>
						{others.map(({ userId, name }) => (
							<option key={userId} value={userId}>
								{name}
							</option>
						))}
					</ActionSelect>
				)}
				{canGive && (
					<Button variant="quiet" aria-disabled={disabled} onClick={release}>
						{labels.wheelAction.release}
					</Button>
				)}
			</span>
			{error && <ErrorMessage error={error} />}
		</div>
	);
}
