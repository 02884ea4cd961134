"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWheel } from "../../react/useWheel.ts";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { MenuButton } from "../primitives/Menu.tsx";

/** The props of `<WheelMenu>`. */
export interface WheelMenuProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

const CHOICES_MINUTES = [15, 30, 60, 120];

/**
 * Takes the wheel for a time: a button that opens a menu of times. Absent for whoever may not, for somebody who is alone, and
 * while somebody has it.
 */
export function WheelMenu({ className }: WheelMenuProps) {
	const labels = useLabels();
	const { wheel, canTake, others, take, pending, error } = useWheel();
	if (wheel || !canTake || others.length === 0) return null;
	return (
		<>
			<MenuButton
				className={className}
				label={labels.takeWheel}
				title={labels.takeWheel}
				heading={labels.takeWheel}
				isPending={pending}
				choices={CHOICES_MINUTES.map((minutes) => ({
					label: labels.takeWheelFor(minutes),
					choose: () => take(minutes),
				}))}
			>
				<Icon name="wheel" />
			</MenuButton>
			<ActionError error={error} />
		</>
	);
}
