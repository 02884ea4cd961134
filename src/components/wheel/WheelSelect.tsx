"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWheel } from "../../react/useWheel.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";

/** The props of `<WheelSelect>`. */
export interface WheelSelectProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

const CHOICES_MINUTES = [15, 30, 60, 120];

/**
 * Takes the wheel for a time: the narrow button of a list. Absent for whoever may not, for somebody who is alone, and while
 * somebody has it.
 */
export function WheelSelect({ className }: WheelSelectProps) {
	const labels = useLabels();
	const { wheel, canTake, others, take, error } = useWheel();
	if (wheel || !canTake || others.length === 0) return null;
	return (
		<span className={partClassName("wsc-wheel-take", className)}>
			<Icon name="wheel" />
			<ActionSelect
				className="wsc-wheel-choices"
				aria-label={labels.takeWheel}
				title={labels.takeWheel}
				value=""
				onChoose={(minutes) => take(Number(minutes))}
			>
				<option value="" disabled>
					{labels.takeWheel}
				</option>
				{CHOICES_MINUTES.map((minutes) => (
					<option key={minutes} value={minutes}>
						{labels.takeWheelFor(minutes)}
					</option>
				))}
			</ActionSelect>
			<ActionError error={error} />
		</span>
	);
}
